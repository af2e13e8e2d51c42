import Text
import Credit
import Tables
import Values

/// Everything a report is made of. All parts number slots, goals and models in the same way.
public struct ReportContents: Sendable {
  public var totals: CreditTotals
  public var slots: SlotTable
  public var spend: SpendTotals
  /// In funnel order.
  public var goals: [String]
  /// In the order asked for.
  public var models: [String]
  public var currency: Currency
  public var summary: RunSummary
  /// The form of numbers and CSV files. No figure depends on it.
  public var dialect: CSVDialect
  /// Every single credit, for `credits.csv.gz`; nil: no such file.
  public var credits: CreditList?
  /// The rejected rows, for `rejects.csv`.
  public var rejects = RejectList()

  public init(
    totals: CreditTotals, slots: SlotTable, spend: SpendTotals, goals: [String], models: [String], currency: Currency,
    summary: RunSummary, dialect: CSVDialect = .plain
  ) {
    precondition(
      totals.slotCount == slots.count && spend.amounts.count == slots.count && totals.goalCount == goals.count
        && totals.modelCount == models.count, "the parts of a report count alike")
    self.totals = totals
    self.slots = slots
    self.spend = spend
    self.goals = goals
    self.models = models
    self.currency = currency
    self.summary = summary
    self.dialect = dialect
  }
}
