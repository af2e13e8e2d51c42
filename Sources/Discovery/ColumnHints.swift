import Events
import Tables

/// Names that people give the columns of events and of spend, in English and Korean, beside those the program knows.
///
/// **To know more names**: add them here, where they are hints alone: `init` says of each that it is to be checked.
extension EventColumn {
  var hints: NameHints {
    var hints = Self.hints[rawValue]
    hints.known = [name] + spellings
    return hints
  }

  private static let hints: [NameHints] = allCases.map { column in
    switch column {
    case .time: NameHints(hints: timeHints, excluded: notTimes, weight: 90)
    case .event: NameHints(hints: eventHints, excluded: ["id", "time", "date", "count", "at", "value", "번호"], weight: 74)
    case .accountID:
      NameHints(
        hints: ["account id", "company id", "account", "company", "organization", "org", "고객사", "회사", "업체", "거래처", "기업", "법인"],
        excluded: notIDs, weight: 68)
    case .userID:
      NameHints(
        hints: [
          "user id", "customer id", "member id", "contact id", "lead id", "user", "customer", "member", "contact", "email", "lead",
          "person", "subscriber", "who", "회원번호", "고객번호", "회원", "고객", "사용자", "이용자", "이메일", "담당자",
        ], excluded: notIDs, weight: 62)
    case .anonymousID:
      NameHints(
        hints: [
          "anonymous id", "anonymous", "cookie", "visitor", "pseudo", "device", "client id", "fingerprint", "쿠키", "방문자", "익명", "기기",
        ],
        excluded: notIDs + ["category", "brand", "model", "os", "수"], weight: 70)
    case .dealID:
      NameHints(
        hints: [
          "deal id", "order id", "opportunity id", "contract id", "transaction id", "deal", "order", "opportunity", "contract",
          "transaction", "invoice", "주문번호", "거래번호", "계약번호", "주문", "계약", "거래", "영업기회", "수주번호", "결제번호", "딜",
        ], excluded: notIDs + ["거래처"], weight: 66)
    case .channel: NameHints(hints: channelHints, excluded: ["id", "코드"], weight: 80)
    case .campaign:
      NameHints(hints: ["campaign name", "campaign", "캠페인명", "캠페인", "ad name", "광고명"], excluded: ["id", "비용", "코드"], weight: 79)
    case .cost:
      NameHints(
        hints: ["touch cost", "cost micros", "cost", "spend", "광고비", "비용", "지출"], excluded: ["per", "avg", "평균"], weight: 76)
    case .amount: NameHints(hints: amountHints, excluded: notAmounts, weight: 78)
    case .currency: NameHints(hints: ["currency code", "currency", "통화", "화폐"], weight: 82)
    case .eventID:
      NameHints(
        hints: ["event id", "message id", "row id", "insert id", "hit id", "log id", "uuid", "이벤트id", "로그id", "로그번호"],
        excluded: ["user", "pseudo"], weight: 64)
    }
  }

  private static let timeHints = [
    "occurred", "event time", "event timestamp", "timestamp", "converted", "closed", "close date", "won", "paid", "purchased",
    "ordered", "order date", "started", "start", "visited", "clicked", "visit", "created", "datetime", "time", "date", "day",
    "when",
    "at", "발생", "성사", "수주일", "결제일", "주문일", "계약일", "방문일", "접속", "일시", "시각", "시간", "일자", "날짜", "등록", "생성", "일$",
  ]
  private static let notTimes = [
    "ended", "end", "updated", "modified", "deleted", "expires", "birth", "duration", "수정", "종료", "만료", "생년", "체류", "소요", "갱신일",
    "전화", "phone",
  ]
  private static let eventHints = [
    "event name", "event type", "event", "action", "activity", "deal stage", "stage", "status", "kind", "이벤트", "활동", "행동", "단계",
    "상태",
    "구분", "유형",
  ]
  private static let channelHints = [
    "channel group", "channel grouping", "channel", "채널", "매체", "source", "utm source", "유입경로", "소스", "유입", "경로", "medium",
    "utm medium",
    "referrer", "referer", "referring domain",
  ]
  private static let amountHints = [
    "amount", "revenue", "deal value", "order value", "value", "price", "total", "sales", "gmv", "acv", "tcv", "arr", "mrr", "매출",
    "금액",
    "결제액", "수주액", "계약액", "거래액", "가격", "액$",
  ]
  private static let notAmounts = [
    "count", "qty", "quantity", "discount", "tax", "id", "cost", "spend", "할인", "세금", "부가세", "수량", "건수", "비용", "광고",
  ]
  private static let notIDs = [
    "time", "date", "at", "amount", "price", "revenue", "value", "type", "status", "stage", "count", "qty", "currency", "channel",
    "source", "medium", "campaign", "size", "session", "금액", "매출", "일시", "일자", "날짜", "통화", "상태", "단계", "유형", "구분", "채널", "매체",
    "경로", "수량", "건수", "캠페인", "액$",
  ]
}

extension SpendColumn {
  var hints: NameHints {
    var hints = Self.hints[rawValue]
    hints.known = names
    return hints
  }

  private static let hints: [NameHints] = allCases.map { column in
    switch column {
    case .date:
      NameHints(
        hints: ["date", "day", "start", "month", "week", "날짜", "일자", "시작일", "집행일", "일$"], excluded: ["end", "종료"], weight: 70)
    case .endDate: NameHints(hints: ["end date", "date end", "date stop", "종료일"], weight: 75)
    case .channel: EventColumn.channel.hints
    case .campaign: EventColumn.campaign.hints
    case .amount:
      NameHints(
        hints: ["spend", "amount spent", "cost micros", "cost", "spent", "광고비", "집행액", "소진", "지출", "비용", "집행금액"],
        excluded: ["per", "avg", "평균", "revenue", "매출", "클릭당", "노출당"], weight: 80)
    case .currency: EventColumn.currency.hints
    }
  }
}
