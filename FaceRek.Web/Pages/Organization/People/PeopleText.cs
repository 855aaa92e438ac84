using System.Diagnostics;
using FaceRek.Core.People;
using FaceRek.Core.People.Import;
using FaceRek.Core.People.Management;
using FaceRek.Web.Components;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.People;

/// <summary>Messages for the rules about people.</summary>
internal static class PeopleText
{
    public const string ExternalIdTaken = "Another person already has this external id.";

    public static string Say(this IStringLocalizer words, DetailError error) =>
        error switch
        {
            DetailError.NameMissing => words["Enter a name."],
            DetailError.NameTooLong => words["Use at most {0} characters for the name.", Person.MaxNameLength],
            DetailError.NameUnreadable => words["The name needs letters, and no invisible characters. Type it again."],
            DetailError.ExternalIdTooLong => words[
                "Use at most {0} characters for the external id.",
                Person.MaxExternalIdLength
            ],
            DetailError.ExternalIdUnreadable => words[
                "The external id needs letters or digits, and no invisible characters. Type it again."
            ],
            DetailError.EmailInvalid => words["This is not an email address. Use one such as name@company.com."],
            _ => throw new ArgumentOutOfRangeException(nameof(error)),
        };

    /// <summary>Why a person was not saved, and the field for the message.</summary>
    public static (string Field, string Sentence) Refusal(this IStringLocalizer words, PersonOutcome outcome) =>
        outcome switch
        {
            PersonOutcome.ExternalIdTaken => ("Input.ExternalId", words[ExternalIdTaken]),
            PersonOutcome.NoSuchSite => ("Input.Site", words["Choose an open site from the list."]),
            PersonOutcome.NoSuchDepartment => ("Input.Department", words["Choose a department from the list."]),
            PersonOutcome.NotEntitled refused => ("", words.Say(refused.Obstacle)),
            PersonOutcome.Done or PersonOutcome.NotFound or PersonOutcome.OtherRevision or PersonOutcome.OtherName =>
                throw new InvalidOperationException($"{outcome.GetType().Name} has no words here."),
            _ => throw new UnreachableException(),
        };

    /// <summary>The form field of the error.</summary>
    public static string Field(this DetailError error) =>
        error switch
        {
            DetailError.NameMissing or DetailError.NameTooLong or DetailError.NameUnreadable => "Name",
            DetailError.ExternalIdTooLong or DetailError.ExternalIdUnreadable => "ExternalId",
            DetailError.EmailInvalid => "Email",
            _ => throw new UnreachableException(),
        };

    public static string Say(this IStringLocalizer words, SheetError error, int? line) =>
        error switch
        {
            SheetError.Empty => words["The file is empty."],
            SheetError.TooLarge => words["The file is larger than 1 MB. Split it and import each part."],
            SheetError.NotText => words[
                "This is not a CSV file. In your spreadsheet choose “Save as” and then “CSV UTF-8”."
            ],
            SheetError.HeaderOnly => words["The file has a header but no people below it."],
            SheetError.TooManyLines => words[
                "The file has more than {0} people. Split it and import each part.",
                PeopleSheetReader.MaxLines
            ],
            SheetError.NoNameColumn => words[
                "line {0}: no column is called “Name”. The first line must name the columns.",
                line ?? 1
            ],
            SheetError.ColumnTwice => words[
                "line {0}: two columns have the same meaning. Keep one of them.",
                line ?? 1
            ],
            SheetError.QuotesUnbalanced => words[
                "line {0}: a quotation mark is not closed, or is in the wrong place.",
                line ?? 1
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(error)),
        };

    public static string Say(this IStringLocalizer words, LineError error) =>
        error switch
        {
            LineError.Detail detail => words.Say(detail.Error),
            LineError.StatusUnknown => words["The status is “active”, “inactive” or empty."],
            LineError.SiteUnknown => words["There is no open site with this name. Add the site first."],
            LineError.DepartmentUnknown => words["There is no department with this name. Add the department first."],
            LineError.Repeats { By: SameBy.ExternalId } repeats => words[
                "Same external id as line {0}.",
                repeats.FirstLine
            ],
            LineError.Repeats { By: SameBy.Email } repeats => words[
                "Same email as line {0}, and no external id to tell them apart.",
                repeats.FirstLine
            ],
            LineError.Repeats repeats => words[
                "Same name as line {0}, and neither external id nor email to tell them apart.",
                repeats.FirstLine
            ],
            LineError.AlreadyHere { By: SameBy.ExternalId } => words["A person with this external id is already here."],
            LineError.AlreadyHere { By: SameBy.Email } => words["A person with this email is already here."],
            LineError.AlreadyHere => words[
                "A person with this name is already here. Add an external id to tell them apart."
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(error)),
        };
}
