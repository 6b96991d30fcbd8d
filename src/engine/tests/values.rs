//! Values of mentions: when they are there, and what they are read against.

use jiff::civil::date;

use super::{facts, read};
use crate::engine::Options;
use crate::text::Article;

const FIGURES: &str = r#"
[[rule]]
name = "figure"
tag = "Number"
normalise = "number"
pattern = '/\d[\d,.]*/'
"#;

/// The mentions of a text with their values: `1,200=1200`.
fn values(rules: &str, article: &Article) -> Vec<String> {
    let options = Options { mentions: true, ..Options::default() };
    let value = |mention: &crate::Mention| {
        let value =
            mention.attributes.iter().find(|(name, _)| &**name == "value").map_or("nothing", |(_, value)| value);
        format!("{}={value}", mention.span.slice(&article.text))
    };
    read(rules, article, options).mentions.iter().map(value).collect()
}

#[test]
fn a_value_is_there_for_the_conditions_of_other_rules() {
    let rules = format!(
        r#"{FIGURES}
[type.Crowd]
roles = {{ size = "Number" }}
[[rule]]
name = "crowd"
tag = "Crowd"
pattern = '(size: @Number[value > 1000]) "people"'
"#
    );
    assert_eq!(facts(&rules, "1,200 people saw 300 people."), ["Crowd(size=1,200)"]);
}

#[test]
fn what_comes_to_nothing_is_a_mention_without_a_value() {
    let article = Article::new("a", "It was 1,200 and 1.2.3 once.");
    assert_eq!(values(FIGURES, &article), ["1,200=1200", "1.2.3=nothing"]);
}

#[test]
fn what_a_rule_sets_itself_goes_before() {
    let rules = FIGURES.replace("pattern", "set = { value = \"many\" }\npattern");
    assert_eq!(values(&rules, &Article::new("a", "It was 1,200.")), ["1,200=many"]);
}

/// A day as *24 of 12*.
const DAY: &str = r#"
[[rule]]
name = "day"
tag = "Date"
normalise = "date"
pattern = '(_day: /\d\d?/) "of" (_month: /\d\d?/)'
"#;

#[test]
fn captures_tell_the_parts_of_a_date_and_the_day_of_the_article_the_rest() {
    let article = Article::new("a", "On 24 of 12 it snowed.");
    assert_eq!(values(DAY, &article), ["24 of 12=XXXX-12-24"]);
    assert_eq!(values(DAY, &article.dated(date(2006, 3, 22))), ["24 of 12=2005-12-24"]);
}

#[test]
fn a_bound_turns_the_date_behind_it_and_no_other() {
    let bound = r#"
[[rule]]
name = "bound"
tag = "Tense"
pattern = '"by"'
set = { value = "bound" }
"#;
    let rules = format!("{DAY}{bound}");
    let article = Article::new("a", "By 24 of 2 it snows, and 24 of 2 comes.").dated(date(2006, 10, 30));
    assert_eq!(values(&rules, &article), ["By=bound", "24 of 2=2007-02-24", "24 of 2=2006-02-24"]);
}
