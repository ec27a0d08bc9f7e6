import Outreach

extension Channel {
  var words: String {
    switch self {
    case .email: "Email"
    case .linkedin: "LinkedIn"
    case .phone: "Phone"
    case .whatsapp: "WhatsApp"
    case .sms: "SMS"
    case .meeting: "Meeting"
    case .post: "Post"
    case .other: "Other"
    }
  }
}
