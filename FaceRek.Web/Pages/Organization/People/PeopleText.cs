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
    public const string ExternalIdTaken = "Somebody else already has this external id.";

    public static string Say(this IStringLocalizer words, DetailFault fault) =>
        fault switch
        {
            DetailFault.NameMissing => words["Enter a name."],
            DetailFault.NameTooLong => words["A name has at most {0} characters.", Person.MaxNameLength],
            DetailFault.NameUnreadable => words[
                "A name needs letters, and no invisible or direction-changing characters. Type it again."
            ],
            DetailFault.ExternalIdTooLong => words[
                "An external id has at most {0} characters.",
                Person.MaxExternalIdLength
            ],
            DetailFault.ExternalIdUnreadable => words[
                "An external id needs letters or digits, and no invisible or direction-changing characters. Type it again."
            ],
            DetailFault.EmailInvalid => words["That is not an e-mail address. It looks like name@company.com."],
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };

    /// <summary>Why a person was not saved, and the field for the message.</summary>
    public static (string Field, string Sentence) Refusal(this IStringLocalizer words, PersonOutcome outcome) =>
        outcome switch
        {
            PersonOutcome.ExternalIdTaken => ("Input.ExternalId", words[ExternalIdTaken]),
            PersonOutcome.NoSuchSite => ("Input.Site", words["Choose an open site of this list."]),
            PersonOutcome.NoSuchDepartment => ("Input.Department", words["Choose a department of this list."]),
            PersonOutcome.NotEntitled refused => ("", words.Say(refused.Obstacle)),
            PersonOutcome.Done or PersonOutcome.NotFound or PersonOutcome.OtherRevision or PersonOutcome.OtherName =>
                throw new InvalidOperationException($"{outcome.GetType().Name} has no words here."),
            _ => throw new UnreachableException(),
        };

    /// <summary>The form field of the fault.</summary>
    public static string Field(this DetailFault fault) =>
        fault switch
        {
            DetailFault.NameMissing or DetailFault.NameTooLong or DetailFault.NameUnreadable => "Name",
            DetailFault.ExternalIdTooLong or DetailFault.ExternalIdUnreadable => "ExternalId",
            DetailFault.EmailInvalid => "Email",
            _ => throw new UnreachableException(),
        };

    public static string Say(this IStringLocalizer words, SheetFault fault, int? line) =>
        fault switch
        {
            SheetFault.Empty => words["The file is empty."],
            SheetFault.TooLarge => words["The file is larger than 1 MB. Split it and import the parts."],
            SheetFault.NotText => words[
                "That is not a CSV file. In your spreadsheet choose “Save as” and then “CSV UTF-8”."
            ],
            SheetFault.HeaderOnly => words["The file has a header and nobody below it."],
            SheetFault.TooManyLines => words[
                "The file has more than {0} people. Split it and import the parts.",
                PeopleSheetReader.MaxLines
            ],
            SheetFault.NoNameColumn => words[
                "line {0}: no column is called “Name”. The first line must name the columns.",
                line ?? 1
            ],
            SheetFault.ColumnTwice => words[
                "line {0}: two columns have the same meaning. Keep one of them.",
                line ?? 1
            ],
            SheetFault.QuotesUnbalanced => words[
                "line {0}: a quotation mark is not closed, or stands where none may stand.",
                line ?? 1
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };

    public static string Say(this IStringLocalizer words, LineFault fault) =>
        fault switch
        {
            LineFault.Detail detail => words.Say(detail.Fault),
            LineFault.StatusUnknown => words["The status is “active”, “inactive” or empty."],
            LineFault.SiteUnknown => words["There is no open site of this name. Add it first; the import makes none."],
            LineFault.DepartmentUnknown => words[
                "There is no department of this name. Add it first; the import makes none."
            ],
            LineFault.Repeats { By: SameBy.ExternalId } repeats => words[
                "Same external id as line {0}.",
                repeats.FirstLine
            ],
            LineFault.Repeats { By: SameBy.Email } repeats => words[
                "Same e-mail as line {0}, and no external id to tell them apart.",
                repeats.FirstLine
            ],
            LineFault.Repeats repeats => words[
                "Same name as line {0}, and neither external id nor e-mail to tell them apart.",
                repeats.FirstLine
            ],
            LineFault.AlreadyHere { By: SameBy.ExternalId } => words["Somebody with this external id is here already."],
            LineFault.AlreadyHere { By: SameBy.Email } => words["Somebody with this e-mail is here already."],
            LineFault.AlreadyHere => words[
                "Somebody of this name is here already. Give an external id to tell them apart."
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };
}
