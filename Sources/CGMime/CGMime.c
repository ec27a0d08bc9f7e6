#include "CGMime.h"

#include <gmime/gmime.h>

void cgmime_start(void) { g_mime_init(); }
