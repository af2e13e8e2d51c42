/// One row of the log, as numbers; `RowText` knows how they are spelled.
struct EventRow: Sendable {
  /// Seconds since 1970 UTC at which it happened, and at which it arrived.
  var time = 0
  var arrival = 0
  var event = EventName.touch
  /// 0: the row does not say. So for `user`, `cookie` and `deal`.
  var account = 0
  var user = 0
  var cookie: UInt64 = 0
  /// A number in `Catalogue.campaigns`; -1 for none.
  var campaign = -1
  var deal = 0
  /// Minor units of `currency`, where they are given.
  var cost: Int?
  var amount: Int?
  var currency = BusinessCurrency.won
  /// 48 bits, another for each row; a duplicate has that of its first.
  var id: UInt64 = 0
  var flaw = Flaw.none

  /// What is wrong with a row that no reader can use.
  enum Flaw: Int, Sendable {
    case none, time, channel, event, identity
  }

  /// A person of an account, or a visitor of whom no account is known.
  static func user(account: Int, person: Int) -> Int { account << 4 | person }
}
