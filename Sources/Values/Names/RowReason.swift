/// One way in which a row ends, as data: how reports spell it, what it means, and which step counts it.
///
/// A further reason is an entry in one of the two tables below. Ledgers, summary, rejects, warnings and `check` follow from
/// the tables. Code that gives a reason itself has a constant for it.
public struct RowReason: Sendable {
  /// What becomes of the row.
  public enum Ending: Sendable { case rejected, leftOut, used }

  /// The step of a run that counts the rows of a reason.
  public enum Counting: Sendable {
    /// While records are read, block by block.
    case reading
    /// While journeys are settled.
    case settling
    /// Reading and settling both find such rows.
    case readingAndSettling
    /// No step: the rows that no other reason of their kind of row has counted.
    case remainder
  }

  /// The kinds of tables whose rows can end so.
  public enum Tables: Sendable { case events, spend, eventsAndSpend }

  /// The text in `summary.json`, `rejects.csv` and messages. A label identifies its reason.
  public let label: String
  /// What becomes of the row.
  public let ending: Ending
  /// Which step counts it.
  public let counting: Counting
  /// Which tables have such rows.
  public let tables: Tables
  /// The meaning, for people.
  public let description: String

  init(
    _ label: String, _ ending: Ending, counted counting: Counting, of tables: Tables = .events, _ description: String
  ) {
    self.label = label
    self.ending = ending
    self.counting = counting
    self.tables = tables
    self.description = description
  }
}

extension RejectReason {
  /// The reasons for rejecting a row, in the order of the checks (Specification, section 2).
  public static let table: [RowReason] = [
    RowReason(
      "wrong field count", .rejected, counted: .reading, of: .eventsAndSpend,
      "The record has more or fewer fields than the header."),
    RowReason(
      "unclosed quote", .rejected, counted: .reading, of: .eventsAndSpend, "A quoted field has no end."),
    RowReason(
      "bad encoding", .rejected, counted: .reading, of: .eventsAndSpend,
      "The record has bytes that are invalid in the encoding of its file."),
    RowReason(
      "line too long", .rejected, counted: .reading, of: .eventsAndSpend, "The record is longer than --max-line."),
    RowReason("bad JSON", .rejected, counted: .reading, of: .eventsAndSpend, "The line is not a JSON object."),
    RowReason("unreadable time", .rejected, counted: .reading, "The time is missing or has no known form."),
    RowReason("unknown event", .rejected, counted: .reading, "The event has no meaning in the configuration."),
    RowReason(
      "missing identity", .rejected, counted: .readingAndSettling,
      "The row has no id, or only a deal that no row with an id names."),
    RowReason("missing channel", .rejected, counted: .reading, of: .eventsAndSpend, "A touch has no channel."),
    RowReason(
      "unreadable amount", .rejected, counted: .reading, of: .eventsAndSpend, "The amount is not a number, or too large."),
    RowReason(
      "unknown currency", .rejected, counted: .reading, of: .eventsAndSpend, "The currency is not a three-letter code."),
    RowReason(
      "no exchange rate", .rejected, counted: .reading, of: .eventsAndSpend,
      "No rate converts the amount to the report currency on its day."),
    RowReason("unreadable date", .rejected, counted: .reading, of: .spend, "The date is missing or has no known form."),
    RowReason("end before start", .rejected, counted: .reading, of: .spend, "The last day is before the first."),
  ]
}

extension RowFate {
  /// The ways in which a row ends that is not rejected: left out, then used.
  public static let table: [RowReason] = [
    RowReason("ignored", .leftOut, counted: .reading, "The configuration ignores the event."),
    RowReason("duplicate", .leftOut, counted: .settling, "Another row of the journey has the same event id."),
    RowReason("repeated", .leftOut, counted: .settling, "The deal has reached the stage before."),
    RowReason("excluded channel", .leftOut, counted: .settling, "The touch's channel is not among the chosen ones."),
    RowReason("same session", .leftOut, counted: .settling, "The touch follows one of its session in the same channel."),
    RowReason("identity", .used, counted: .remainder, "The row links ids."),
    RowReason("goal", .used, counted: .settling, "The row is a goal event in the period."),
    RowReason("outside period", .used, counted: .settling, "The row is a goal event outside the period."),
    RowReason("stage", .used, counted: .remainder, "The row is an event of a stage that is not a goal."),
    RowReason("credited", .used, counted: .settling, "The touch is eligible for a goal event."),
    RowReason(
      "outside window", .used, counted: .settling, "The journey has a goal event, but the touch is eligible for none."),
    RowReason("no goal", .used, counted: .remainder, "The touch's journey has no goal event."),
  ]
}
