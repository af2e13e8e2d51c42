/// How many ids are linked, and to what (Specification, section 3). Merging is addition.
public struct LinkCounts: Sendable, Equatable {
  /// Anonymous ids that belong to a user, users that belong to an account, anonymous ids linked to an account directly,
  /// and deals of somebody.
  public var anonymousUsers: Int64 = 0, userAccounts: Int64 = 0, anonymousAccounts: Int64 = 0, deals: Int64 = 0
  /// Later links of an id to another than its own, each pair once.
  public var conflicts: Int64 = 0

  public init() {}

  static func += (a: inout LinkCounts, b: LinkCounts) {
    a.anonymousUsers += b.anonymousUsers
    a.userAccounts += b.userAccounts
    a.anonymousAccounts += b.anonymousAccounts
    a.deals += b.deals
    a.conflicts += b.conflicts
  }
}
