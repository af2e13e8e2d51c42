import Values

/// How the spend files of one kind are laid out.
public struct SpendLayout: Sendable, Equatable {
  /// Column → field of the header, and only these are read; nil: found by the usual spellings.
  public var columns: [SpendColumn: String]?
  /// Columns with a constant text in every row, and the texts.
  public var constants: [SpendColumn: String]
  /// Of amounts whose row names no currency; nil: the report's.
  public var currency: Currency?

  public init(
    columns: [SpendColumn: String]? = nil, constants: [SpendColumn: String] = [:], currency: Currency? = nil
  ) {
    self.columns = columns
    self.constants = constants
    self.currency = currency
  }
}
