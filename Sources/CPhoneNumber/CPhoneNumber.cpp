#include "CPhoneNumber.h"

#include <cstring>
#include <phonenumbers/phonenumberutil.h>
#include <string>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

static void copy(const std::string &text, char *into, size_t size) {
  std::strncpy(into, text.c_str(), size - 1);
  into[size - 1] = 0;
}

static cphonenumber_reason reason(PhoneNumberUtil::ErrorType error) {
  switch (error) {
  case PhoneNumberUtil::NO_PARSING_ERROR: return CPHONENUMBER_OK;
  case PhoneNumberUtil::INVALID_COUNTRY_CODE_ERROR: return CPHONENUMBER_INVALID_COUNTRY_CODE;
  case PhoneNumberUtil::TOO_SHORT_AFTER_IDD:
  case PhoneNumberUtil::TOO_SHORT_NSN: return CPHONENUMBER_TOO_SHORT;
  case PhoneNumberUtil::TOO_LONG_NSN: return CPHONENUMBER_TOO_LONG;
  default: return CPHONENUMBER_NOT_A_NUMBER;
  }
}

cphonenumber_reading cphonenumber_read(const char *text, const char *region) {
  cphonenumber_reading reading = {};
  const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
  PhoneNumber number;
  reading.reason = reason(util.Parse(text, region, &number));
  if (reading.reason != CPHONENUMBER_OK) return reading;
  reading.valid = util.IsValidNumber(number);
  if (!reading.valid) {
    switch (util.IsPossibleNumberWithReason(number)) {
    case PhoneNumberUtil::TOO_SHORT: reading.reason = CPHONENUMBER_TOO_SHORT; break;
    case PhoneNumberUtil::TOO_LONG: reading.reason = CPHONENUMBER_TOO_LONG; break;
    case PhoneNumberUtil::INVALID_COUNTRY_CODE:
      reading.reason = CPHONENUMBER_INVALID_COUNTRY_CODE;
      break;
    default: reading.reason = CPHONENUMBER_INVALID;
    }
  }
  reading.type = static_cast<int>(util.GetNumberType(number));
  std::string out;
  util.Format(number, PhoneNumberUtil::E164, &out);
  copy(out, reading.e164, sizeof reading.e164);
  copy(number.extension(), reading.extension, sizeof reading.extension);
  util.GetRegionCodeForNumber(number, &out);
  copy(out, reading.region, sizeof reading.region);
  return reading;
}
