import Platform
import Values

/// The sample in `data/`: two quarters of a small company that sells software to others, in Korea and abroad.
///
/// Touch logs by day of arrival, packed by zlib, whose bytes do not depend on the processor; the stages of deals apart, as the
/// CRM exports them. `data/tributary.yaml`, which reads all of it, is written by hand and stays.
struct Sample {
  /// With the stages, which are one in 16.
  static let rows = 24_000
  static let seed: UInt64 = 2026
  static let firstDay = CivilDate.dayNumber(year: 2026, month: 1, day: 1)
  static let days = 181
  static let brokenEvery = 350
  static let rowsPerDay = Double(rows) / Double(days)

  private let world = World(
    seed: Sample.seed, curve: ArrivalCurve(firstDay: Sample.firstDay, days: Sample.days, rows: Sample.rows),
    brokenEvery: Sample.brokenEvery)

  /// Writes all files, over those that are there.
  func write(to folder: String) throws {
    for path in [folder, "\(folder)/touches", "\(folder)/crm"] { try Folder.create(path) }
    var stages: [EventRow] = []
    for day in 0..<Sample.days { stages += try writeDay(day, to: "\(folder)/touches") }
    try Folder.write(StageExport(stages).lines, to: "\(folder)/crm/stages.csv", encoding: .cp949)
    let spend = SpendTable(firstDay: Sample.firstDay, days: Sample.days, seed: Sample.seed)
    try Folder.write(spend.lines(names: Sample.spendNames) + Sample.singleSpend, to: "\(folder)/spend.csv")
    try Folder.write(spend.rateLines(), to: "\(folder)/rates.csv")
    try Folder.write(Sample.targets, to: "\(folder)/targets.csv")
  }

  /// Writes the touches that arrive on a day, and gives the stages that are reached on it.
  private func writeDay(_ day: Int, to folder: String) throws -> [EventRow] {
    let text = try RowText(
      .csv, .utf8, days: Sample.firstDay - LogWriter.lateDays..<Sample.firstDay + Sample.days + 1, hasDeals: false)
    var out = TextBuffer(capacity: LogWriter.pieceBytes)
    text.writeHeader(&out)
    var stages: [EventRow] = []
    for hour in day * 24..<(day + 1) * 24 {
      for number in world.curve.rows(ofHour: hour) {
        let row = world.row(number, inHour: hour)
        if row.event.isStage { stages.append(row) } else { text.write(row, &out) }
        precondition(out.hasRoom, "a day of the sample fits in one piece")
      }
    }
    let path = "\(folder)/touches-\(CivilDate.text(ofDay: Sample.firstDay + day)).csv.gz"
    var file = try OutputFile(path: path, gzip: .dense)
    var bytes: [UInt8] = []
    unsafe out.withBytes { unsafe bytes.append(contentsOf: $0) }
    try file.write(bytes)
    try file.finish()
    return stages
  }

  /// Channels as those call them who keep the spend file; the configuration knows both.
  private static let spendNames = ["네이버 검색광고": "네이버검색광고", "LinkedIn Ads": "LinkedIn"]

  /// What was paid once. Nobody came by the podcast.
  private static let singleSpend = [
    "2026-01-12,,webinar,ROI in an hour,3200.00,USD",
    "2026-02-23,2026-03-08,팟캐스트,B2B 이야기,2400000,KRW",
    "2026-03-02,,webinar,봄 웨비나,6500000,KRW",
    "2026-04-20,2026-04-24,박람회,B2B SaaS 엑스포,19800000,KRW",
  ]

  private static let targets = [
    "period,metric,stage,channel,target,currency",
    "2026-Q1,revenue,won,,500000000,KRW", "2026-Q2,revenue,won,,650000000,KRW",
    "2026-Q1,count,won,,22,", "2026-Q2,count,won,,28,",
    "2026-Q1,count,opportunity,,60,", "2026-Q2,count,opportunity,,75,",
    "2026-Q1,count,lead,,200,", "2026-Q2,count,lead,,240,",
    "2026-Q1,roi,won,네이버 검색광고,2.5,", "2026-Q2,roi,won,네이버 검색광고,2.5,",
    "2026-Q1,roi,won,LinkedIn Ads,1,", "2026-Q2,roi,won,LinkedIn Ads,1.2,",
    "2026-Q2,revenue,won,박람회,60000000,KRW",
  ]
}
