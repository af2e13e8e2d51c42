// XXH3 with 128 bits, seen from Swift: XXH_INLINE_ALL renames its functions by macro, which Swift cannot follow.
#ifndef TRIBUTARY_CHASH_H
#define TRIBUTARY_CHASH_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#define XXH_INLINE_ALL
#define XXH_STATIC_LINKING_ONLY
#include <xxhash.h>

typedef struct { uint64_t low, high; } chash_128;

/// XXH3-128 of `length` bytes under `seed`.
static inline chash_128 chash_bytes128(const void *bytes, size_t length, uint64_t seed) {
  XXH128_hash_t h = XXH3_128bits_withSeed(bytes, length, seed);
  chash_128 r = {h.low64, h.high64};
  return r;
}

/// XXH3-64 of `length` bytes under `seed`.
static inline uint64_t chash_bytes64(const void *bytes, size_t length, uint64_t seed) {
  return XXH3_64bits_withSeed(bytes, length, seed);
}

/// Bytes from a short text's start on that `chash_short` reads, whatever its length.
enum { chash_short_room = 32 };

// From `chash_keep + 32 - n` on stand n bytes of ones, then zeros.
static const uint8_t chash_keep[64] = {
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};

static inline uint64_t chash_fold(uint64_t a, uint64_t b) {
  __uint128_t product = (__uint128_t)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/// A hash of at most 32 bytes under a secret `seed`, for tables that compare what they find: two products folded, as in
/// wyhash. Reads `chash_short_room` bytes, without a branch on the length up to 16: 2 ns, where XXH3 has 6 with its call.
static inline __attribute__((always_inline)) uint64_t chash_short(const uint8_t *text, size_t length, uint64_t seed) {
  uint64_t words[4], keep[4];
  memcpy(words, text, sizeof words);
  memcpy(keep, chash_keep + 32 - length, sizeof keep);
  uint64_t hash = chash_fold((words[0] & keep[0]) ^ seed ^ length, (words[1] & keep[1]) ^ 0x9E3779B97F4A7C15 ^ seed << 1);
  if (length <= 16) return hash;
  return hash ^ chash_fold((words[2] & keep[2]) ^ ~seed, (words[3] & keep[3]) ^ 0xC2B2AE3D27D4EB4F ^ seed >> 1);
}

/// An XXH3-128 (seed 0) over bytes that come in pieces; null when there is no memory.
typedef struct chash_stream chash_stream;
chash_stream *chash_stream_create(void);
void chash_stream_reset(chash_stream *stream);
void chash_stream_add(chash_stream *stream, const void *bytes, size_t length);
/// The hash of all bytes so far: the same as `chash_bytes128` of them in one piece.
chash_128 chash_stream_value(const chash_stream *stream);
void chash_stream_destroy(chash_stream *stream);
#endif
