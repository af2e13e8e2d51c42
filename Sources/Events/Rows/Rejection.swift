import Values

/// Why a row is rejected.
struct Rejection: Error {
  var reason: RejectReason
  var column: EventColumn?
  var text = ""
  /// For a row that has only a deal id.
  var asking: (deal: JourneyKey, time: Int64)?

  /// The rejection of a row with these ids, for what is looked at only after its identity.
  func of(_ ids: RowIDs, _ time: Int64) -> Rejection {
    var rejection = self
    if ids.namesNobody, let deal = ids.deal { rejection.asking = (deal, time) }
    return rejection
  }
}
