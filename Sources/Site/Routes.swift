import Outreach
import Web

extension Site {
  /// Every address the site answers.
  package static let routes: [Route<Site, Access>] = [
    // Campaigns
    .get("/campaigns", .right(.see), campaigns),
    // Tracking: whoever comes with a link of a message has no session
    .get("/o/:token", .anyone, pixel),
    .get("/c/:token/:number", .anyone, click),
    .get("/u/:token", .anyone, unsubscribePage),
    .post("/u/:token", .oneClick, unsubscribe),
    // Sequences
    .get("/campaigns/:campaign/sequence", .right(.see), sequence),
    .get("/campaigns/:campaign/sequence/preview", .right(.see), stepPreview),
    .post("/campaigns/:campaign/sequence/steps", .right(.edit), addStep),
    .post("/campaigns/:campaign/sequence/steps/:step", .right(.edit), changeStep),
    .post("/campaigns/:campaign/sequence/steps/:step/up", .right(.edit), moveStepUp),
    .post("/campaigns/:campaign/sequence/steps/:step/remove", .right(.edit), removeStep),
    .post("/campaigns/:campaign/sequence/schedule", .right(.edit), saveSchedule),
    .post("/campaigns/:campaign/sequence/lists", .right(.edit), attachList),
    .post("/campaigns/:campaign/sequence/mailboxes", .right(.edit), chooseMailboxes),
    .post("/campaigns/:campaign/sequence/launch", .right(.launch), launch),
    .post("/campaigns/:campaign/sequence/draft", .right(.launch), unlaunch),
    // Mailboxes
    .get("/mailboxes", .right(.see), mailboxes),
    .get("/mailboxes/new", .right(.edit), newMailbox),
    .post("/mailboxes", .right(.edit), addMailbox),
    .post("/mailboxes/practice", .right(.edit), addPracticeMailbox),
    .get("/mailboxes/:mailbox", .right(.see), mailbox),
    .post("/mailboxes/:mailbox", .right(.edit), changeMailbox),
    .post("/mailboxes/:mailbox/pause", .right(.edit), pauseMailbox),
    .post("/mailboxes/:mailbox/resume", .right(.edit), resumeMailbox),
    .post("/mailboxes/:mailbox/try", .right(.edit), tryMailbox),
    .post("/mailboxes/:mailbox/test", .right(.edit), sendTestMessage),
    .post("/mailboxes/:mailbox/key", .right(.edit), signMailbox),
    .get("/mailboxes/:mailbox/remove", .right(.edit), confirmMailboxRemoval),
    .post("/mailboxes/:mailbox/remove", .right(.edit), removeMailbox),
    // Suppressions
    .get("/suppressions", .right(.see), suppressions),
    .post("/suppressions", .right(.edit), addSuppression),
    .get("/suppressions/:email/remove", .right(.edit), confirmSuppressionRemoval),
    .post("/suppressions/:email/remove", .right(.edit), removeSuppression),
    // Audit
    .get("/audit", .right(.administer), audit),
    .get("/campaigns/:campaign/audit", .right(.see), campaignAudit),
    // People
    .get("/sign-in", .anyone, signIn),
    .post("/sign-in", .anyone, bodyLimit: 16 << 10, postSignIn),
    .post("/sign-out", .member, signOut),
    .post("/workspace", .member, openWorkspace),
    .get("/me", .member, own),
    .post("/me", .member, changeOwn),
    .get("/me/password", .member, password),
    .post("/me/password", .member, changePassword),
    .post("/me/sessions/others", .member, endOtherSessions),
    .post("/me/sessions/:session", .member, endSession),
    .get("/members", .right(.administer), members),
    .post("/members", .right(.administer), inviteMember),
    .post("/members/:person", .right(.administer), changeMember),
    .get("/members/:person/remove", .right(.administer), askToRemoveMember),
    .post("/members/:person/remove", .right(.administer), removeMember),
    // Settings
    .get("/settings", .right(.administer), settings),
    .post("/settings", .right(.administer), changeSettings),
    .post("/settings/workspace", .right(.administer), changeWorkspace),
    // Frame
    .get("/more", .member, more),
    .get("/events", .member, events),
    // Imports
    .get("/imports", .right(.see), imports),
    .get("/imports/new", .right(.edit), newImport),
    .post("/imports", .right(.edit), bodyLimit: 2 << 30, upload),
    .get("/imports/:import", .right(.see), importDetail),
    .get("/imports/:import/rows.csv", .right(.see), badRows),
    .post("/imports/:import/mapping", .right(.edit), mapImport),
    .post("/imports/:import/confirm", .right(.edit), confirmImport),
    .post("/imports/:import/cancel", .right(.edit), cancelImport),

    // Replies
    .get("/replies", .right(.see), replies),
    .get("/replies/:reply", .right(.see), reply),
    .get("/replies/:reply/html", .right(.see), replyHTML),
    .post("/replies/:reply/class", .right(.settleReplies), correctReply),
    .post("/replies/:reply/settle", .right(.settleReplies), settleReply),
    .post("/replies/:reply/assign", .right(.settleReplies), assignReply),
    .post("/replies/:reply/follow-up", .right(.settleReplies), followUpReply),
    .get("/positive-replies", .right(.see), positiveReplies),
    // Conversations
    .get("/campaigns/:campaign/conversations", .right(.see), conversations),
    .get("/campaigns/:campaign/accounts/:account", .right(.see), lead),
    .post("/campaigns/:campaign/accounts/:account/contact", .right(.edit), pickContact),
    .post("/campaigns/:campaign/accounts/:account/sent", .right(.settleReplies), logSent),
    .post("/campaigns/:campaign/accounts/:account/inbound", .right(.settleReplies), pasteInbound),
    // Dashboards
    .get("/", .right(.see), start),
    // Lists
    .get("/lists", .right(.see), lists),
    .get("/lists/:list", .right(.see), list),
    .post("/lists/:list/name", .right(.edit), renameList),
    .post("/lists/:list/archive", .right(.edit), archiveList),
    // Accounts
    .get("/accounts", .right(.see), accounts),
    .get("/accounts/new", .right(.edit), newAccount),
    .post("/accounts", .right(.edit), makeAccount),
    .get("/accounts/:account", .right(.see), account),
    .post("/accounts/:account", .right(.edit), changeAccount),
    .post("/accounts/:account/status", .right(.edit), changeAccountStatus),
    .post("/accounts/:account/contacts", .right(.edit), addContact),
    .get("/contacts/:contact", .right(.see), contact),
    .post("/contacts/:contact", .right(.edit), changeContact),
    // Products
    .get("/products", .right(.see), products),
    .get("/products/new", .right(.edit), newProduct),
    .post("/products", .right(.edit), makeProduct),
    .get("/products/:product", .right(.see), product),
    .post("/products/:product", .right(.edit), changeProduct),
    .post("/products/:product/archive", .right(.edit), archiveProduct),
    .get("/products/:product/personas/:goal", .right(.see), persona),
    .post("/products/:product/personas/:goal", .right(.edit), changePersona),
  ]
}
