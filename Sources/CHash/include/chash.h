// XXH3 with 128 bits, seen from Swift: XXH_INLINE_ALL renames its functions by macro, which Swift cannot follow.
#ifndef TRIBUTARY_CHASH_H
#define TRIBUTARY_CHASH_H
#include <stddef.h>
#include <stdint.h>
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

/// An XXH3-128 (seed 0) over bytes that come in pieces; null when there is no memory.
typedef struct chash_stream chash_stream;
chash_stream *chash_stream_create(void);
void chash_stream_reset(chash_stream *stream);
void chash_stream_add(chash_stream *stream, const void *bytes, size_t length);
/// The hash of all bytes so far: the same as `chash_bytes128` of them in one piece.
chash_128 chash_stream_value(const chash_stream *stream);
void chash_stream_destroy(chash_stream *stream);
#endif
