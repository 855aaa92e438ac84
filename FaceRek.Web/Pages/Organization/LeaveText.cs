using System.Diagnostics;
using System.Globalization;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization;

/// <summary>Describes leave.</summary>
public sealed class LeaveText(IStringLocalizer<Words> words, CurrentOrganization current)
{
    public string Of(LeaveStatus status) =>
        status switch
        {
            LeaveStatus.Requested => words["Requested"],
            LeaveStatus.Approved => words["Approved"],
            LeaveStatus.Refused => words["Refused"],
            LeaveStatus.Withdrawn => words["Withdrawn"],
            _ => throw new InvalidOperationException($"{status} has no words."),
        };

    public string Of(LeavePart part) =>
        part switch
        {
            LeavePart.WholeDay => words["Whole days"],
            LeavePart.Morning => words["Morning"],
            LeavePart.Afternoon => words["Afternoon"],
            _ => throw new InvalidOperationException($"{part} has no words."),
        };

    public string Paid(Leave leave) => leave.IsPaid ? words["Paid"] : words["Unpaid"];

    public string Days(Leave leave) =>
        (leave.From == leave.Until, leave.Part) switch
        {
            (true, LeavePart.WholeDay) => Day(leave.From),
            (true, var part) => $"{Day(leave.From)}, {Of(part).ToLowerInvariant()}",
            _ => words["{0} to {1}", Day(leave.From), Day(leave.Until)],
        };

    public string Date(DateTimeOffset at) =>
        current.Organization.InZone(at).ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>Why nothing was changed, and the field for the message.</summary>
    public (string Field, string Sentence) Refusal(LeaveOutcome outcome) =>
        outcome switch
        {
            LeaveOutcome.EndsBeforeItBegins => (
                "Input.Until",
                words["The last day is before the first. Choose a later last day."]
            ),
            LeaveOutcome.TooLong => (
                "Input.Until",
                words["Leave can last at most {0} days. Ask for the rest separately.", Leave.MaxDays]
            ),
            LeaveOutcome.TooFar => ("Input.From", words["Choose days from the last year or the next two years."]),
            LeaveOutcome.HalfOfSeveral => (
                "Input.Part",
                words["A morning or afternoon is for one day only. Ask for the other days separately."]
            ),
            LeaveOutcome.ReasonTooLong => ("Input.Reason", words["Use at most {0} characters.", Leave.MaxReasonLength]),
            LeaveOutcome.Overlaps { Other: var other } => (
                "Input.From",
                words[
                    "There is already leave on these days: {0}, {1}.",
                    Days(other),
                    Of(other.Status).ToLowerInvariant()
                ]
            ),
            LeaveOutcome.Locked => ("Input.From", words["These days are locked for payroll and cannot be changed."]),
            LeaveOutcome.OwnLeave => (
                "Input.Person",
                words["You cannot decide about your own leave. Ask for it under My leave."]
            ),
            LeaveOutcome.NotFound => ("Input.Person", words["Choose a person from the list."]),
            LeaveOutcome.Decided { Status: var status } => (
                "",
                words["It is already {0}. Nothing was changed.", Of(status).ToLowerInvariant()]
            ),
            LeaveOutcome.Done => throw new InvalidOperationException($"{outcome.GetType().Name} has no words."),
            _ => throw new UnreachableException(),
        };

    private static string Day(DateOnly day) => day.ToString("ddd d MMM yyyy", CultureInfo.CurrentCulture);
}
