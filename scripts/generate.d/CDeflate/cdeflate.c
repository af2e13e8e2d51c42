#include "cdeflate.h"

#include <isa-l/igzip_lib.h>
#include <stdlib.h>

struct cdeflate {
  struct isal_zstream stream;
  uint8_t level[ISAL_DEF_LVL1_DEFAULT];
};

cdeflate *cdeflate_create(void) {
  cdeflate *s = malloc(sizeof *s);
  if (!s) return NULL;
  isal_deflate_init(&s->stream);
  s->stream.level = 1;
  s->stream.level_buf = s->level;
  s->stream.level_buf_size = sizeof s->level;
  s->stream.gzip_flag = IGZIP_GZIP;
  s->stream.flush = NO_FLUSH;
  return s;
}

int64_t cdeflate_step(cdeflate *s, const uint8_t *input, uint32_t input_count, int finishing, uint8_t *output,
                      uint32_t output_count, uint32_t *consumed) {
  struct isal_zstream *stream = &s->stream;
  stream->next_in = (uint8_t *)input;
  stream->avail_in = input_count;
  stream->next_out = output;
  stream->avail_out = output_count;
  stream->end_of_stream = finishing != 0;
  int result = isal_deflate(stream);
  *consumed = input_count - stream->avail_in;
  stream->next_in = NULL;
  stream->avail_in = 0;
  return result == COMP_OK ? (int64_t)(output_count - stream->avail_out) : result;
}

void cdeflate_destroy(cdeflate *s) { free(s); }
