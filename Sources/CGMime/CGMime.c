#include "CGMime.h"

#include <errno.h>
#include <gmime/gmime.h>
#include <iconv.h>
#include <string.h>

typedef struct {
  GMimeObject *object;
  char *type;
  int depth;
} Part;

struct CGMimeMessage {
  GMimeMessage *message;
  GArray *parts;
  CGMimeLimits limits;
};

static void start(void) {
  static gsize started = 0;
  if (g_once_init_enter(&started)) {
    g_mime_init();
    g_once_init_leave(&started, 1);
  }
}

static void add_parts(CGMimeMessage *self, GMimeObject *object, int depth) {
  if (object == NULL || depth > self->limits.depth || (int)self->parts->len >= self->limits.parts)
    return;
  GMimeContentType *type = g_mime_object_get_content_type(object);
  char *name = type ? g_mime_content_type_get_mime_type(type) : g_strdup("text/plain");
  char *lower = GMIME_IS_MESSAGE(object) ? g_strdup("message") : g_ascii_strdown(name, -1);
  g_free(name);
  // A multipart whose boundary never comes holds all its text before the first.
  if (GMIME_IS_MULTIPART(object) && g_mime_multipart_get_count(GMIME_MULTIPART(object)) == 0) {
    g_free(lower);
    lower = g_strdup("text/plain");
  }
  Part part = {object, lower, depth};
  g_array_append_val(self->parts, part);
  if (GMIME_IS_MULTIPART(object)) {
    GMimeMultipart *parts = GMIME_MULTIPART(object);
    for (int i = 0; i < g_mime_multipart_get_count(parts); i++)
      add_parts(self, g_mime_multipart_get_part(parts, i), depth + 1);
  } else if (GMIME_IS_MESSAGE_PART(object)) {
    GMimeMessage *inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
    if (inner) add_parts(self, GMIME_OBJECT(inner), depth + 1);
  } else if (GMIME_IS_MESSAGE(object)) {
    add_parts(self, g_mime_message_get_mime_part(GMIME_MESSAGE(object)), depth + 1);
  }
}

CGMimeMessage *cgmime_parse(const void *bytes, size_t count, CGMimeLimits limits) {
  start();
  GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, count);
  GMimeParser *parser = g_mime_parser_new_with_stream(stream);
  g_mime_parser_set_persist_stream(parser, FALSE);
  GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
  g_object_unref(parser);
  g_object_unref(stream);
  if (message == NULL) return NULL;
  CGMimeMessage *self = g_new0(CGMimeMessage, 1);
  self->message = message;
  self->limits = limits;
  self->parts = g_array_new(FALSE, FALSE, sizeof(Part));
  add_parts(self, g_mime_message_get_mime_part(message), 0);
  return self;
}

void cgmime_free(CGMimeMessage *self) {
  if (self == NULL) return;
  for (guint i = 0; i < self->parts->len; i++) g_free(g_array_index(self->parts, Part, i).type);
  g_array_free(self->parts, TRUE);
  g_object_unref(self->message);
  g_free(self);
}

static const Part *part_at(const CGMimeMessage *self, int part) {
  return &g_array_index(self->parts, Part, part);
}

// An inner message has no content type of its own, and GMime complains aloud when asked for it.
static const char *parameter(GMimeObject *object, const char *name) {
  if (g_mime_object_get_content_type(object) == NULL) return NULL;
  return g_mime_object_get_content_type_parameter(object, name);
}

int cgmime_part_count(const CGMimeMessage *self) { return (int)self->parts->len; }

const char *cgmime_part_type(const CGMimeMessage *self, int part) {
  return part_at(self, part)->type;
}

int cgmime_part_depth(const CGMimeMessage *self, int part) { return part_at(self, part)->depth; }

bool cgmime_part_is_attachment(const CGMimeMessage *self, int part) {
  const char *disposition = g_mime_object_get_disposition(part_at(self, part)->object);
  return disposition && g_ascii_strcasecmp(disposition, "attachment") == 0;
}

const char *cgmime_part_file_name(const CGMimeMessage *self, int part) {
  GMimeObject *object = part_at(self, part)->object;
  if (GMIME_IS_PART(object)) return g_mime_part_get_filename(GMIME_PART(object));
  const char *name = g_mime_object_get_content_disposition_parameter(object, "filename");
  return name ? name : parameter(object, "name");
}

const char *cgmime_part_parameter(const CGMimeMessage *self, int part, const char *name) {
  return parameter(part_at(self, part)->object, name);
}

// Reads `bytes` as `charset`; what cannot be read becomes U+FFFD. NULL for an unknown charset.
static GByteArray *converted(const char *charset, const guint8 *bytes, size_t count) {
  iconv_t converter = iconv_open("UTF-8", g_mime_charset_iconv_name(charset));
  if (converter == (iconv_t)-1) return NULL;
  GByteArray *text = g_byte_array_sized_new((guint)count + 16);
  char *in = (char *)bytes;
  size_t left = count;
  char buffer[4096];
  while (true) {
    char *out = buffer;
    size_t room = sizeof buffer;
    size_t result = iconv(converter, left ? &in : NULL, &left, &out, &room);
    g_byte_array_append(text, (guint8 *)buffer, (guint)(out - buffer));
    if (result == (size_t)-1 && errno == E2BIG) continue;
    if (left == 0) break;
    if (result == (size_t)-1) {
      g_byte_array_append(text, (const guint8 *)"\xEF\xBF\xBD", 3);
      in++;
      left--;
    }
  }
  iconv_close(converter);
  return text;
}

// A missing or lying charset: UTF-8 when it is that, else what Windows means by Latin-1.
static GByteArray *in_utf8(const char *charset, const guint8 *bytes, size_t count) {
  gboolean is_utf8 = g_utf8_validate((const char *)bytes, (gssize)count, NULL);
  gboolean named = charset && *charset && g_ascii_strcasecmp(charset, "us-ascii") != 0;
  if (named && g_ascii_strncasecmp(charset, "iso-8859-1", 10) == 0 && strlen(charset) == 10)
    charset = "windows-1252";
  if (named && g_ascii_strcasecmp(charset, "utf-8") != 0) {
    GByteArray *text = converted(charset, bytes, count);
    if (text) return text;
  }
  if (is_utf8) return g_byte_array_append(g_byte_array_new(), bytes, (guint)count);
  if (named && g_ascii_strcasecmp(charset, "utf-8") == 0) return converted("utf-8", bytes, count);
  return converted("windows-1252", bytes, count);
}

static const char *status_types[] = {"message/delivery-status", "message/feedback-report",
                                     "message/disposition-notification",
                                     "message/global-delivery-status",
                                     "message/external-body", "message/partial"};

static bool is_text(const char *type) {
  if (g_str_has_prefix(type, "text/")) return true;
  for (size_t i = 0; i < G_N_ELEMENTS(status_types); i++)
    if (strcmp(type, status_types[i]) == 0) return true;
  return false;
}

static char *text_of(GByteArray *text, size_t *length) {
  *length = text->len;
  guint8 end = 0;
  g_byte_array_append(text, &end, 1);
  return (char *)g_byte_array_free(text, FALSE);
}

static char *prologue(CGMimeMessage *self, GMimeObject *object, size_t *length) {
  if (g_mime_multipart_get_count(GMIME_MULTIPART(object)) > 0) return NULL;
  const char *words = g_mime_multipart_get_prologue(GMIME_MULTIPART(object));
  if (words == NULL) return NULL;
  size_t count = MIN(strlen(words), self->limits.text);
  self->limits.text -= count;
  GByteArray *text = in_utf8(NULL, (const guint8 *)words, count);
  return text ? text_of(text, length) : NULL;
}

char *cgmime_part_text(CGMimeMessage *self, int number, size_t *length) {
  const Part *part = part_at(self, number);
  *length = 0;
  if (GMIME_IS_MULTIPART(part->object)) return prologue(self, part->object, length);
  if (!GMIME_IS_PART(part->object) || !is_text(part->type)) return NULL;
  GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(part->object));
  if (content == NULL) return NULL;
  GMimeStream *stream = g_mime_stream_mem_new();
  g_mime_data_wrapper_write_to_stream(content, stream);
  GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
  size_t count = MIN((size_t)bytes->len, self->limits.text);
  self->limits.text -= count;
  const char *charset = parameter(part->object, "charset");
  GByteArray *text = in_utf8(charset, bytes->data, count);
  g_object_unref(stream);
  return text ? text_of(text, length) : NULL;
}

static GMimeHeaderList *headers_of(const CGMimeMessage *self, int part) {
  GMimeObject *object = part < 0 ? GMIME_OBJECT(self->message) : part_at(self, part)->object;
  return g_mime_object_get_header_list(object);
}

int cgmime_header_count(const CGMimeMessage *self, int part) {
  return g_mime_header_list_get_count(headers_of(self, part));
}

static GMimeHeader *header_at(const CGMimeMessage *self, int part, int number) {
  return g_mime_header_list_get_header_at(headers_of(self, part), number);
}

const char *cgmime_header_name(const CGMimeMessage *self, int part, int number) {
  return g_mime_header_get_name(header_at(self, part, number));
}

char *cgmime_header_value(const CGMimeMessage *self, int part, int number) {
  const char *raw = g_mime_header_get_raw_value(header_at(self, part, number));
  if (raw == NULL) return g_strdup("");
  char *unfolded = g_mime_utils_header_unfold(raw);
  char *decoded = g_mime_utils_header_decode_text(NULL, unfolded);
  g_free(unfolded);
  if (g_utf8_validate(decoded, -1, NULL)) return decoded;
  char *valid = g_utf8_make_valid(decoded, -1);
  g_free(decoded);
  return valid;
}

static void add_addresses(GByteArray *text, InternetAddressList *list, int depth) {
  if (list == NULL || depth > 8) return;
  for (int i = 0; i < internet_address_list_length(list) && text->len < 65536; i++) {
    InternetAddress *address = internet_address_list_get_address(list, i);
    if (INTERNET_ADDRESS_IS_GROUP(address)) {
      InternetAddressGroup *group = INTERNET_ADDRESS_GROUP(address);
      add_addresses(text, internet_address_group_get_members(group), depth + 1);
      continue;
    }
    const char *name = internet_address_get_name(address);
    const char *addr = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address));
    if (name == NULL) name = "";
    if (addr == NULL) addr = "";
    g_byte_array_append(text, (const guint8 *)name, (guint)strlen(name) + 1);
    g_byte_array_append(text, (const guint8 *)addr, (guint)strlen(addr) + 1);
  }
}

char *cgmime_addresses(const char *value, size_t *length) {
  start();
  InternetAddressList *list = internet_address_list_parse(NULL, value);
  GByteArray *text = g_byte_array_new();
  add_addresses(text, list, 0);
  if (list) g_object_unref(list);
  return text_of(text, length);
}

bool cgmime_date(const char *value, long long *seconds) {
  start();
  GDateTime *date = g_mime_utils_header_decode_date(value);
  if (date == NULL) return false;
  *seconds = g_date_time_to_unix(date);
  g_date_time_unref(date);
  return true;
}

void cgmime_free_text(char *text) { g_free(text); }
