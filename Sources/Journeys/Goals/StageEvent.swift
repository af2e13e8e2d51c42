import Events
import Values

/// A stage row of a journey that was not left out.
struct StageEvent {
  var time: Int64
  /// In the funnel.
  var place: Int
  /// nil where the row names no deal.
  var deal: JourneyKey?
  /// Millionths of the report currency.
  var amount: Int64
  /// Where its row stands in the input, and where its deal is spelled; kept only where credits are listed.
  var row = RowPlace()
  var dealSpelling = SpelledIDs.none

  init(time: Int64, place: Int, deal: JourneyKey?, amount: Int64) {
    self.time = time
    self.place = place
    self.deal = deal
    self.amount = amount
  }

  /// The event of a stage row among its partition's.
  init(_ row: JourneyRow, of rows: borrowing JourneyRows) {
    let mine = row.extras >= 0 ? rows.extras[Int(row.extras)] : EventExtras()
    self.init(
      time: row.time, place: EventCode.place(row.code), deal: mine.parts.contains(.deal) ? mine.deal : nil,
      amount: mine.money)
    guard mine.parts.contains(.spelled) else { return }
    self.row = rows.places[Int(row.extras)]
    dealSpelling = mine.dealSpelling
  }

  /// SPEC section 1: any stage event with a negative amount.
  var isRefund: Bool { amount < 0 }
}
