// Numbers as bytes in a stated order, the same on every machine.
#pragma once

#include <cstdint>
#include <string>

namespace izmaksa {

// Big-endian, for keys: bytes sort as the numbers do.
inline void AppendBig64(std::string& out, uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift));
}

inline std::string Big64(uint64_t value) {
  std::string out;
  AppendBig64(out, value);
  return out;
}

inline uint64_t FromBig64(const char* bytes) {
  uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value = value << 8 | static_cast<uint8_t>(bytes[i]);
  return value;
}

// Little-endian, for everything else.
inline void AppendLittle32(std::string& out, uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<char>(value >> shift));
}

inline uint32_t FromLittle32(const char* bytes) {
  uint32_t value = 0;
  for (int i = 3; i >= 0; --i) value = value << 8 | static_cast<uint8_t>(bytes[i]);
  return value;
}

}  // namespace izmaksa
