import ProgramTesting
import Testing

/// What rejected rows name counts nowhere but among the rejected, also where they are rejected only when all has been read: rows
/// that know only a deal which nobody else names.
@Suite struct RejectedNamesTests {
  private static let files = [
    "log.csv": """
    time,event,user_id,deal_id,channel,source,cost
    2026-01-01,click,u1,d1,search,x,
    2026-01-02,impression,,d1,video,v,
    2026-01-02,impression,,nobody,ghost,g,
    2026-01-02,impression,,nobody,ghost,g,
    2026-01-02,impression,,nobody,,g,
    2026-01-02,click,u1,d1,broken,b,many
    2026-01-02,clack,u1,d1,unheard,b,
    2026-01-03,won,u1,d1,,,

    """,
    "map.csv": "source,channel\ng,mapped ghost\nv,mapped video\n",
    "spend.csv": "date,channel,amount\n2026-01-01,ghost,1\n2026-01-01,mapped ghost,1\n2026-01-01,broken,1\n2026-01-01,unheard,1\n",
  ]

  private func check(_ options: [String], in workdir: Workdir) throws -> String {
    for (name, text) in Self.files { try workdir.write(name, text) }
    let check = try Tributary.run(["check", "log.csv", "--max-rejects", "100%"] + options, in: workdir.root)
    #expect(check.status == 0, "\(check.standardError)")
    return check.standardOutput
  }

  @Test func theirChannelsAreNotListed() throws {
    let text = try check(["--spend", "spend.csv"], in: try Workdir())
    #expect(text.contains("missing identity 3, "), "\(text)")
    for channel in [
      "'search': touches", "'video': touches", "'ghost': no touches", "'broken': no touches", "'unheard': no touches",
    ] {
      #expect(text.contains("#   \(channel), "), "\(channel): \(text)")
    }
    #expect(text.contains("spend without touches: 'broken'") && text.contains("'ghost'"), "\(text)")
    #expect(!text.contains("are impressions"), "one of two touches is: not more than half")
  }

  @Test func theyMatchNoPatternAndNoRule() throws {
    let workdir = try Workdir()
    let text = try check(["--channel-map", "map.csv", "--spend", "spend.csv", "--exclude-channel", "mapped g*"], in: workdir)
    #expect(text.contains("map.csv:2: 'mapped ghost', touches: 0"), "\(text)")
    #expect(text.contains("map.csv:3: 'mapped video', touches: 1"), "\(text)")
    #expect(text.contains("no rule: their own channel, touches: 1"), "\(text)")
    #expect(text.contains("'mapped ghost': no touches") && text.contains("'mapped video': touches"), "\(text)")
    #expect(text.contains("--exclude-channel 'mapped g*' fits no channel of any event"), "\(text)")
    let others = try check(["--channel-map", "map.csv", "--threads", "5", "--memory", "32MiB"], in: workdir)
    #expect(others.contains("map.csv:2: 'mapped ghost', touches: 0") && others.contains("map.csv:3: 'mapped video', touches: 1"))
  }
}
