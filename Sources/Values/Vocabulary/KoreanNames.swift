/// Korean. Its words occur anywhere in a name, without spaces between them. A word that ends with `$` occurs only at its end.
///
/// All Korean names are hints: none is known.
extension Language {
  static let korean = Language(
    hints: [
      .events: [
        "time": Hints(
          ["발생", "성사", "수주일", "결제일", "주문일", "계약일", "방문일", "접속", "일시", "시각", "시간", "일자", "날짜", "등록", "생성", "일$"],
          excluding: ["수정", "종료", "만료", "생년", "체류", "소요", "갱신일", "전화"]),
        "event": Hints(["이벤트", "활동", "행동", "단계", "상태", "구분", "유형"], excluding: ["번호"]),
        "account_id": Hints(["고객사", "회사", "업체", "거래처", "기업", "법인"], excluding: notIDs),
        "user_id": Hints(["회원번호", "고객번호", "회원", "고객", "사용자", "이용자", "이메일", "담당자"], excluding: notIDs),
        "anonymous_id": Hints(["쿠키", "방문자", "익명", "기기"], excluding: notIDs + ["수"]),
        "channel": Hints(["채널", "매체"], ["유입경로", "소스", "유입", "경로"], excluding: ["코드"]),
        "campaign": Hints(["캠페인명", "캠페인"], ["광고명"], excluding: ["비용", "코드"]),
        "cost": Hints(["광고비", "비용", "지출"], excluding: ["평균"]),
        "deal_id": Hints(["주문번호", "거래번호", "계약번호", "주문", "계약", "거래", "영업기회", "수주번호", "결제번호", "딜"], excluding: notIDs + ["거래처"]),
        "amount": Hints(
          ["매출", "금액", "결제액", "수주액", "계약액", "거래액", "가격", "액$"], excluding: ["할인", "세금", "부가세", "수량", "건수", "비용", "광고"]),
        "currency": Hints(["통화", "화폐"]),
        "event_id": Hints(["이벤트id", "로그id", "로그번호"]),
      ],
      .spend: [
        "date": Hints(["날짜", "일자", "시작일", "집행일", "일$"], excluding: ["종료"]),
        "end_date": Hints(["종료일"]),
        "amount": Hints(["광고비", "집행액", "소진", "지출", "비용", "집행금액"], excluding: ["평균", "매출", "클릭당", "노출당"]),
      ],
    ])
}

/// Words with which a name is no id.
private let notIDs = ["금액", "매출", "일시", "일자", "날짜", "통화", "상태", "단계", "유형", "구분", "채널", "매체", "경로", "수량", "건수", "캠페인", "액$"]
