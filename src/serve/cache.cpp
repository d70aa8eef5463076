#include "serve/cache.h"

#include <exception>
#include <utility>

namespace hearsay::serve {
namespace {

/// Those who wait for the answer must get one.
Answer made_safely(const AnswerCache::Make& make) {
  try {
    return with_etag(make());
  } catch (const std::exception& fault) {
    return problem(500, std::string("A fault of hearsay (please report it): ") + fault.what());
  }
}

}  // namespace

AnswerCache::Kept AnswerCache::get(std::int64_t version, const std::string& key, const Make& make) {
  std::unique_lock lock(mutex_);
  if (version > version_) {
    slots_.clear();
    used_.clear();
    bytes_ = 0;
    version_ = version;
  }
  if (version < version_) {
    lock.unlock();
    return std::make_shared<const Answer>(made_safely(make));
  }
  if (const auto found = slots_.find(key); found != slots_.end()) {
    const std::shared_ptr<Slot> slot = found->second;
    if (slot->answer) used_.splice(used_.begin(), used_, slot->place);
    slot->made.wait(lock, [&] { return slot->answer != nullptr; });
    return slot->answer;
  }
  const auto slot = std::make_shared<Slot>();
  slots_[key] = slot;
  lock.unlock();
  auto made = std::make_shared<const Answer>(made_safely(make));
  finish(key, slot, made);
  return made;
}

void AnswerCache::finish(const std::string& key, const std::shared_ptr<Slot>& slot, Kept answer) {
  const std::scoped_lock lock(mutex_);
  slot->answer = std::move(answer);
  slot->made.notify_all();
  const auto found = slots_.find(key);
  if (found == slots_.end() || found->second != slot) return;  // written to meanwhile
  const std::size_t size = key.size() + slot->answer->body.size();
  if (!slot->answer->may_be_kept || size > most_bytes_ / 8) {
    slots_.erase(found);
    return;
  }
  slot->place = used_.insert(used_.begin(), key);
  bytes_ += size;
  while (bytes_ > most_bytes_) drop_oldest();
}

void AnswerCache::drop_oldest() {
  const auto found = slots_.find(used_.back());
  bytes_ -= found->first.size() + found->second->answer->body.size();
  slots_.erase(found);
  used_.pop_back();
}

AnswerCache::Kept AnswerCache::find(std::int64_t version, const std::string& key) const {
  const std::scoped_lock lock(mutex_);
  if (version != version_) return nullptr;
  const auto found = slots_.find(key);
  return found == slots_.end() ? nullptr : found->second->answer;
}

std::size_t AnswerCache::bytes() const {
  const std::scoped_lock lock(mutex_);
  return bytes_;
}

}  // namespace hearsay::serve
