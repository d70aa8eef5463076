#include "ingest/fetch.h"

#include <curl/curl.h>
#include <fmt/core.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>

#include "ingest/address.h"
#include "ingest/refuse.h"

namespace hearsay::ingest {
namespace {

/// What curl's callbacks see of one transfer.
struct Transfer {
  const FetchOptions& options;
  std::string body;
  bool too_large = false;
  std::string refused;  // an address that was not connected to
};

std::size_t take_body(char* bytes, std::size_t, std::size_t size, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  if (transfer.body.size() + size > transfer.options.max_bytes) {
    transfer.too_large = true;
    return 0;  // breaks the transfer off
  }
  transfer.body.append(bytes, size);
  return size;
}

/// The last moment before a connection, when the name is resolved: nothing can change behind it.
curl_socket_t open_socket(void* user, curlsocktype, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(user);
  if (!transfer.options.allow_private && !is_public(address->addr)) {
    transfer.refused = shown(address->addr);
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

struct EndCurl {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};

/// libcurl wants to be set up once, before any thread uses it.
bool curl_is_ready() {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return ready;
}

void set_up(CURL* curl, const std::string& url, Transfer& transfer) {
  const FetchOptions& options = transfer.options;
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, options.max_redirects);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, options.max_seconds);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 20L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");  // all that curl can undo
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "hearsay/" HEARSAY_VERSION);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &transfer);
  // Behind a proxy the addresses could not be checked.
  if (!options.allow_private) curl_easy_setopt(curl, CURLOPT_PROXY, "");
}

std::string failure(CURLcode code, const Transfer& transfer) {
  const FetchOptions& options = transfer.options;
  if (transfer.too_large) {
    return fmt::format("is larger than the limit of {} MiB for one document",
                       options.max_bytes >> 20U);
  }
  if (!transfer.refused.empty() && code == CURLE_COULDNT_CONNECT) {
    return fmt::format(
        "leads to {}, which is no public address: give --allow-private to fetch "
        "from there",
        transfer.refused);
  }
  if (code == CURLE_UNSUPPORTED_PROTOCOL)
    return "leads to an address that is neither http nor https";
  if (code == CURLE_TOO_MANY_REDIRECTS) {
    return fmt::format("leads to more than {} redirects", options.max_redirects);
  }
  if (code == CURLE_OPERATION_TIMEDOUT) {
    return fmt::format("was not answered within {} seconds", options.max_seconds);
  }
  return std::string("cannot be fetched: ") + curl_easy_strerror(code);
}

/// An address with a name or password in it would be kept in the store with them.
bool has_user(std::string_view url) {
  const std::size_t host = url.find("//");
  if (host == std::string_view::npos) return false;
  const std::string_view authority = url.substr(host + 2);
  return authority.substr(0, authority.find_first_of("/?#")).find('@') != std::string_view::npos;
}

}  // namespace

tl::expected<Fetched, std::string> fetch(const std::string& url, const FetchOptions& options) {
  if (has_user(url)) return refuse("holds a user name: fetch the page yourself");
  const std::unique_ptr<CURL, EndCurl> curl(curl_is_ready() ? curl_easy_init() : nullptr);
  if (!curl) return refuse("cannot be fetched: libcurl does not start");
  Transfer transfer{options, {}, false, {}};
  set_up(curl.get(), url, transfer);
  const CURLcode code = curl_easy_perform(curl.get());
  if (code != CURLE_OK) return refuse(failure(code, transfer));
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status < 200 || status > 299) {
    return refuse(fmt::format("was answered with status {}", status));
  }
  const char* type = nullptr;
  const char* last = nullptr;
  curl_easy_getinfo(curl.get(), CURLINFO_CONTENT_TYPE, &type);
  curl_easy_getinfo(curl.get(), CURLINFO_EFFECTIVE_URL, &last);
  Fetched fetched{std::move(transfer.body), last == nullptr ? url : last,
                  type == nullptr ? "" : type};
  if (has_user(fetched.url)) return refuse("leads to an address with a user name in it");
  fetched.url.erase(std::min(fetched.url.find('#'), fetched.url.size()));
  return fetched;
}

}  // namespace hearsay::ingest
