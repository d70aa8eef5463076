// gazetteer-pack TABLE CARD OUT: see pack_gazetteer.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

#include "ground/gazetteer.h"

namespace {

std::string contents(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: gazetteer-pack TABLE CARD OUT\n";
    return 2;
  }
  const auto packed = hearsay::pack_gazetteer(contents(argv[1]), contents(argv[2]));
  if (!packed) {
    std::cerr << packed.error().message << '\n';
    return 1;
  }
  std::ofstream out(argv[3], std::ios::binary);
  out.write(packed->data(), static_cast<std::streamsize>(packed->size()));
  return out.flush() ? 0 : 1;
}
