import Values

/// How the logs of one input set read, beside what all logs of a run share.
public struct SetRules: Sendable {
  /// Of times without an offset; nil: the report zone.
  public var zone: ReportZone?
  /// Of amounts and costs whose row names no currency; nil: the report's.
  public var currency: Currency?

  public init(zone: ReportZone? = nil, currency: Currency? = nil) {
    self.zone = zone
    self.currency = currency
  }
}
