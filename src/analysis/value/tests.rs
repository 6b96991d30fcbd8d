//! The arithmetic of values, each case an expression as lists would give it.
#![expect(clippy::unwrap_used, reason = "tests")]

use jiff::civil::date;

use super::{Expression, Normaliser, Setting, Tense, Word, normalise};

/// Words with what they mean: `last(shift=-1) week(unit=W)`.
fn words(written: &str) -> Expression {
    let mut told = Expression::default();
    for part in written.split(' ') {
        let (text, rest) = part.split_once('(').unwrap_or((part, ""));
        let (means, capture) = rest.split_once(')').unwrap_or((rest, ""));
        let pairs = means.split(',').filter_map(|pair| pair.split_once('='));
        let means = pairs.map(|(name, value)| (name.into(), value.into())).collect();
        if let Some(name) = capture.strip_prefix(':') {
            let at = told.words.len();
            match told.captures.iter_mut().find(|(known, _)| known == name) {
                Some((_, words)) => words.end = at + 1,
                None => told.captures.push((name.to_owned(), at..at + 1)),
            }
        }
        told.words.push(Word { text: text.to_owned(), means });
    }
    told
}

fn value(normaliser: Normaliser, written: &str, setting: Setting<'_>) -> String {
    let found = normalise(normaliser, &words(written), setting);
    found.into_iter().find(|(name, _)| *name == "value").map_or_else(|| "nothing".to_owned(), |(_, value)| value)
}

#[test]
fn numbers_add_up_and_multiply() {
    for (written, wanted) in [
        ("twenty(value=20) five(value=5)", "25"),
        ("two(value=2) hundred(times=100) thousand(times=1000)", "200000"),
        ("two(value=2) million(times=1e6) three(value=3) hundred(times=100) and five(value=5)", "2000305"),
        ("two(value=2) and a half(value=0.5) million(times=1e6)", "2500000"),
        ("a hundred(times=100)", "100"),
        ("three(value=3) quarters(times=0.25)", "0.75"),
        ("1,200.5", "1200.5"),
        ("1.13 bn(times=1e9)", "1130000000"),
        ("1 thousand(times=1000) million(times=1e6)", "1000000000"),
        ("one(value=1) million(times=1e6) and a half(value=0.5)", "1500000"),
        ("two(value=2) thirds(times=0.333333333333333)", "0.666666666666666"),
        ("three(value=3) fifths(times=1/5)", "0.6"),
        ("twenty(value=20) three(value=3) fifths(times=1/5)", "4.6"),
        ("one(value=1) hundred(times=100) and three(value=3) quarters(times=1/4)", "100.75"),
        ("one(value=1) hundred(times=100) and thirty(value=30) fifths(times=1/5)", "26"),
        ("two(value=2) million(times=1e6) and three(value=3) fifths(times=1/5)", "2600000"),
        ("one(value=1) billion(times=1e9) and a half(value=0.5) million(times=1e6)", "1000500000"),
        ("a hundred(times=100) thousand(times=1000) trillionths(times=1/1000000000000)", "0.0000001"),
        ("two(value=2) hundred(times=100) point(decimal=1) seventy(value=70) one(value=1)", "200.71"),
        ("40 000", "40000"),
        ("1 234 567.5", "1234567.5"),
        ("one(value=1):amount out of three(value=3):over", "0.333333333333333"),
        ("one(value=1):amount over nothing(value=0):over", "nothing"),
        ("minus(sign=-1) 2():amount ^ -(sign=-1):power 2():power", "-0.25"),
        ("1.3():amount x():amount 10():amount ^ 6():power", "1300000"),
        ("5():amount ft 6():twelfths in", "5.5"),
        ("5():amount dollars 20():hundredths", "5.2"),
        ("16.4 million(times=1e6)", "16400000"),
        ("two(value=2) point(decimal=1) seven(value=7) five(value=5) million(times=1e6)", "2750000"),
        ("zero(value=0) point(decimal=1) seventy(value=70)", "0.7"),
        ("minus(sign=-1) two(value=2)", "-2"),
        ("1e999", "nothing"),
        ("sheep", "nothing"),
        ("nan", "nothing"),
    ] {
        assert_eq!(value(Normaliser::Number, written, Setting::default()), wanted, "{written}");
    }
}

#[test]
fn a_range_has_the_least_and_the_most_in_one_measure() {
    for (written, wanted) in [
        ("10():amount - 15():until", "10/15"),
        ("5():amount - 7():until million(times=1e6):until", "5000000/7000000"),
        ("500():amount to one(value=1):until million(times=1e6):until", "500/1000000"),
        ("2():amount million(times=1e6):amount to 3():until million(times=1e6):until", "2000000/3000000"),
        ("minus(sign=-1) 10():amount to 5():until", "-10/-5"),
        ("10():amount to sheep():until", "10"),
    ] {
        assert_eq!(value(Normaliser::Number, written, Setting::default()), wanted, "{written}");
    }
}

#[test]
fn lengths_take_the_numbers_before_their_units() {
    for (written, wanted) in [
        ("three(value=3) days(unit=D,count=X)", "P3D"),
        ("years(unit=Y,count=X)", "PXY"),
        ("a week(unit=W)", "P1W"),
        ("two(value=2) and a half(value=0.5) years(unit=Y,count=X)", "P2.5Y"),
        ("an hour(unit=TH) and a half(value=0.5)", "PT1.5H"),
        ("half(value=0.5) an hour(unit=TH)", "PT30M"),
        ("1 day(unit=D) 3 hours(unit=TH) 5 minutes(unit=TM)", "P1DT3H5M"),
        ("two(value=2) decades(unit=Y,size=10,count=X)", "P20Y"),
        ("two(value=2) quarters(unit=M,size=3,count=X)", "P2Q"),
        ("several(count=X) quarters(unit=M,size=3,count=X)", "PXQ"),
        ("three(value=3)", "nothing"),
        ("two(value=2):amount to three(value=3):until weeks(unit=W,count=X)", "P2W/P3W"),
        ("2 days(unit=D,count=X) 1 month(unit=M)", "P1M2D"),
        ("six(value=6) months(unit=M,count=X) one(value=1) year(unit=Y) two(value=2) years(unit=Y,count=X)", "nothing"),
    ] {
        assert_eq!(value(Normaliser::Duration, written, Setting::default()), wanted, "{written}");
    }
}

#[test]
fn dates_are_read_against_the_day_of_the_article() {
    // A Wednesday.
    let setting = Setting {
        today: Some(date(2006, 3, 22)),
        tense: None,
        before: Some("2005-11-04"),
        in_sentence: None,
        quarter: None,
    };
    for (written, wanted) in [
        ("Monday(weekday=1)", "2006-03-20"),
        ("last(shift=-1) Wednesday(weekday=3)", "2006-03-15"),
        ("next(shift=1) Monday(weekday=1)", "2006-03-27"),
        ("last(shift=-1) week(unit=W)", "2006-W11"),
        ("this(shift=0) weekend(unit=WE)", "2006-W12-WE"),
        ("last(shift=-1) month(unit=M)", "2006-02"),
        ("last(shift=-1) quarter(unit=M,size=3)", "2005-Q4"),
        ("this(shift=0) decade(unit=Y,size=10)", "200"),
        ("last(shift=-1) night(part=TNI)", "2006-03-21TNI"),
        ("two(value=2) days(unit=D,count=X) ago(direction=-1)", "2006-03-20"),
        ("two(value=2):amount Mondays(weekday=1) ago(direction=-1)", "2006-03-13"),
        ("two(value=2):amount Mondays(weekday=1) hence(direction=1)", "2006-04-03"),
        ("April(month=4):until_month September(month=9):until_month 2005():year", "2005-04/2005-09"),
        ("November(month=11):until_month January(month=1):until_month 2005():year", "2004-11/2005-01"),
        ("Labor(month=9,weekday=1,nth=1) of weekend(unit=WE):week 2006():year", "2006-W35-WE"),
        ("two(value=2) weeks(unit=W,count=X) ago(direction=-1)", "2006-W10"),
        ("years(unit=Y,count=X) ago(direction=-1)", "PAST_REF"),
        ("6000 years(unit=Y,count=X) ago(direction=-1)", "nothing"),
        ("two(value=2) days(unit=D,count=X) later(direction=1,anchor=before)", "2005-11-06"),
        ("August(month=8)", "2005-08"),
        ("April(month=4)", "2006-04"),
        ("March(month=3)", "2006-03"),
        ("March(month=3) 25:day", "2006-03-25"),
        ("March(month=3) 1:day", "2006-03-01"),
        ("last(shift=-1) March(month=3)", "2005-03"),
        ("last(shift=-1) summer(season=SU)", "2005-SU"),
        ("last(shift=-1) winter(season=WI)", "2005-WI"),
        ("last(shift=-1) spring(season=SP)", "2005-SP"),
        ("next(shift=1) spring(season=SP)", "2007-SP"),
        ("next(shift=1) summer(season=SU)", "2006-SU"),
        ("last(shift=-1) first(quarter=1)", "2005-Q1"),
        ("Friday(weekday=5) next(shift=1) week(unit=W)", "2006-03-31"),
        ("20(day=20) of next(shift=1) month(unit=M)", "2006-04-20"),
        ("first(quarter=1)", "2006-Q1"),
        ("fourth(quarter=4)", "2005-Q4"),
        ("Easter(feast=0)", "2006-04-16"),
        ("Pentecost(feast=49)", "2006-06-04"),
        ("Easter(feast=0) 2038():year", "2038-04-25"),
        ("the quarter(unit=M,size=3)", "2005-Q4"),
        ("a quarter(unit=M,size=3) ago(direction=-1)", "2005-Q4"),
        ("Memorial(month=5,weekday=1,nth=-1) of 2006():year", "2006-05-29"),
        ("1830():clock GMT(zone=Z)", "2006-03-22T18:30Z"),
        ("Thanksgiving(month=11,weekday=4,nth=4)", "2005-11-24"),
        ("the weekend(unit=WE)", "2006-W12-WE"),
        ("now(ref=PRESENT_REF)", "PRESENT_REF"),
        ("last(shift=-1) Easter(feast=0)", "2005-03-27"),
        ("next(shift=1) Easter(feast=0)", "2006-04-16"),
        ("this(shift=0) Easter(feast=0)", "2006-04-16"),
        ("Black(month=11,weekday=5,nth=4,after=1)", "2005-11-26"),
        ("third(value=3,nth=3) week(unit=W) of next(shift=1) month(unit=M)", "2006-W16"),
        ("last(nth=-1) week(unit=W) of this(shift=0) year(unit=Y)", "2006-W52"),
        ("first(nth=1) week(unit=W) of the year(unit=Y)", "2006-W01"),
        ("last(nth=-1) week(unit=W) of July(month=7) 2005():year", "2005-W30"),
        ("first(day=31) day(unit=D) of this(shift=0) month(unit=M)", "2006-03-31"),
        ("2(day=2) to 6(until_day=6) of next(shift=1) month(unit=M)", "2006-04-02/2006-04-06"),
        ("week(unit=W) of date(value=2006-04-10):of", "2006-W15"),
        ("week(unit=W):week of April(month=4) 10(day=10)", "2006-W15"),
        ("two(value=2) weeks(unit=W) before(direction=-1) date(value=2006-05-05):from", "2006-04-21"),
        ("three(value=3) years(unit=Y) after(direction=1) date(value=1999):from", "2002"),
        ("2019():digits Sep(month=9):digits 1():digits", "2019-09-01"),
        ("20060325():digits", "2006-03-25"),
        ("22():digits Jan(month=1):digits 2019():digits", "2019-01-22"),
        ("Dec(month=12):digits 2018():digits", "2018-12"),
        ("Oct(month=10):digits 2():digits", "2005-10-02"),
        ("quarter(minute=15):until to 8():hour evening(part=TEV)", "2006-03-22T19:45"),
        ("lunchtime(part=TMI) 1():hour", "2006-03-22T13:00"),
        ("that(anchor=before) year(unit=Y)", "2005"),
    ] {
        assert_eq!(value(Normaliser::Date, &written.replace(":day", "():day"), setting), wanted, "{written}");
    }
}

#[test]
fn a_day_that_is_counted_tells_how_far_it_is() {
    let setting = Setting { today: Some(date(2006, 3, 22)), ..Setting::default() };
    let distance = |written: &str| {
        let found = normalise(Normaliser::Date, &words(written), setting);
        found.into_iter().find(|(name, _)| *name == "distance").map(|(_, distance)| distance)
    };
    assert_eq!(distance("two(value=2) weeks(unit=W) ago(direction=-1)").as_deref(), Some("-P2W"));
    assert_eq!(distance("years(unit=Y,count=X) later(direction=1)").as_deref(), Some("PXY"));
    assert_eq!(distance("Monday(weekday=1)"), None);
}

#[test]
fn a_future_verb_turns_dates_to_what_comes() {
    let setting = Setting {
        today: Some(date(2006, 3, 22)),
        tense: Some(Tense::Future),
        before: None,
        in_sentence: None,
        quarter: None,
    };
    for (written, wanted) in
        [("Monday(weekday=1)", "2006-03-27"), ("August(month=8)", "2006-08"), ("fourth(quarter=4)", "2006-Q4")]
    {
        assert_eq!(value(Normaliser::Date, written, setting), wanted, "{written}");
    }
}

#[test]
fn a_bound_turns_dates_to_the_nearer() {
    let setting = Setting { today: Some(date(2006, 10, 30)), tense: Some(Tense::Bound), ..Setting::default() };
    for (written, wanted) in [
        ("February(month=2)", "2007-02"),
        ("September(month=9)", "2006-09"),
        ("September(month=9) 29(day=29)", "2006-09-29"),
        ("Easter(feast=0)", "2007-04-08"),
    ] {
        assert_eq!(value(Normaliser::Date, written, setting), wanted, "{written}");
    }
}

#[test]
fn what_is_most_of_a_year_away_is_told_with_its_year() {
    let today = Some(date(2006, 10, 30));
    for (tense, written, wanted) in [
        (Some(Tense::Past), "November(month=11) 10(day=10)", "2006-11-10"),
        (Some(Tense::Past), "February(month=2)", "2006-02"),
        (Some(Tense::Future), "October(month=10) 28(day=28)", "2006-10-28"),
        (Some(Tense::Future), "August(month=8) 28(day=28)", "2007-08-28"),
        (None, "December(month=12)", "2006-12"),
        (None, "May(month=5)", "2006-05"),
    ] {
        let setting = Setting { today, tense, ..Setting::default() };
        assert_eq!(value(Normaliser::Date, written, setting), wanted, "{written}");
    }
}

#[test]
fn a_year_earlier_is_a_quarter_where_one_is_near() {
    let setting = |away| Setting {
        today: Some(date(1989, 11, 2)),
        quarter: Some(("1989-Q3", away)),
        before: Some("1989-Q3"),
        ..Setting::default()
    };
    let earlier = "a year(unit=Y) earlier(direction=-1,anchor=before)";
    assert_eq!(value(Normaliser::Date, earlier, setting(1)), "1988-Q3");
    assert_eq!(value(Normaliser::Date, earlier, setting(9)), "1988");
    assert_eq!(value(Normaliser::Date, "two(value=2) years(unit=Y) ago(direction=-1)", setting(0)), "1987");
    assert_eq!(value(Normaliser::Date, "year(unit=Y) ago(direction=-1) second(quarter=2)", setting(9)), "1988-Q2");
    assert_eq!(value(Normaliser::Date, "the quarter(unit=M,size=3)", setting(9)), "1989-Q3");
}

#[test]
fn without_a_day_of_the_article_the_unknown_is_left_open() {
    for (written, wanted) in [
        ("Monday(weekday=1)", "XXXX-WXX-1"),
        ("March(month=3) 25():day", "XXXX-03-25"),
        ("last(shift=-1) week(unit=W)", "nothing"),
        ("2006():year", "2006"),
    ] {
        assert_eq!(value(Normaliser::Date, written, Setting::default()), wanted, "{written}");
    }
}

#[test]
fn days_that_do_not_exist_have_no_value() {
    let setting = Setting { today: Some(date(2006, 3, 22)), ..Setting::default() };
    assert_eq!(value(Normaliser::Date, "2/30/2006():digits", setting), "nothing");
    assert_eq!(value(Normaliser::Date, "99999():year", setting), "nothing");
    let far = "9999999999999 years(unit=Y) ago(direction=-1)";
    assert_eq!(value(Normaliser::Date, far, setting), "nothing");
}

#[test]
fn frequencies_are_patterns_of_days_or_lengths() {
    for (written, wanted) in [
        ("every Monday(weekday=1)", "XXXX-WXX-1"),
        ("daily(period=P1D)", "P1D"),
        ("every year(unit=Y)", "P1Y"),
        ("every morning(part=TMO)", "XXXX-XX-XXTMO"),
        ("every two(value=2) weeks(unit=W)", "P2W"),
        ("every Monday(weekday=1) 4():hour pm(meridiem=pm)", "XXXX-WXX-1T16:00"),
        ("every day(unit=D) 7:13():clock pm(meridiem=pm)", "XXXX-XX-XXT19:13"),
    ] {
        assert_eq!(value(Normaliser::Frequency, written, Setting::default()), wanted, "{written}");
    }
    let found = normalise(Normaliser::Frequency, &words("twice(value=2):times a week(unit=W)"), Setting::default());
    assert_eq!(found.iter().find(|(name, _)| *name == "freq").unwrap().1, "2X");
}

#[test]
fn periods_take_the_year_of_their_end() {
    for (written, wanted) in [
        ("2003(value=2003):start to May(value=2005-05):end", "2003/2005-05"),
        ("May(value=2019-05):start to Oct(value=2020-10):end", "2020-05/2020-10"),
        ("Oct-2(value=2017-10-02):start to October(value=2016-10-22):end", "2016-10-02/2016-10-22"),
        ("Nov(value=2016-11):start to March(value=2016-03):end", "2015-11/2016-03"),
        ("2006(value=2006):start to 2005(value=2005):end", "nothing"),
        ("then():start to 2005(value=2005):end", "nothing"),
        ("Nov(value=XXXX-11):start to Jan(value=XXXX-01):end", "XXXX-11/XXXX-01"),
        ("now(value=PRESENT_REF):start and May(value=2005-05-12):end", "PRESENT_REF/2005-05-12"),
        ("3():start_clock to 4pm(value=2006-06-19T16:00):end", "2006-06-19T15:00/2006-06-19T16:00"),
        ("nine(value=9):start_clock to 5pm(value=2006-06-19T17:00Z):end", "2006-06-19T09:00/2006-06-19T17:00"),
        ("10:30():start_clock to 3():end_clock on day(value=2015-01-01):day", "2015-01-01T10:30/2015-01-01T15:00"),
        ("11():start_clock am(meridiem=am):start_clock to 12:30():end_clock", "T11:00/T12:30"),
        ("25():start_clock to 3():end_clock", "nothing"),
        ("two(value=2):length weeks(unit=W):length from date(value=2006-05-05):start", "2006-05-05/2006-05-19"),
        ("years(unit=Y,count=X):length from date(value=2006-05-05):start", "nothing"),
    ] {
        assert_eq!(value(Normaliser::Period, written, Setting::default()), wanted, "{written}");
    }
}
