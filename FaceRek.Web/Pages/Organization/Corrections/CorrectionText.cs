using System.Diagnostics;
using System.Globalization;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Organizations;
using FaceRek.Core.Time;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Corrections;

/// <summary>Describes requests and their results.</summary>
public sealed class CorrectionText(IStringLocalizer<Words> words, CurrentOrganization current)
{
    public string Of(CorrectionStatus status) =>
        status switch
        {
            CorrectionStatus.Pending => words["Waiting"],
            CorrectionStatus.Approved => words["Approved"],
            CorrectionStatus.Refused => words["Refused"],
            CorrectionStatus.Withdrawn => words["Withdrawn"],
            _ => throw new UnreachableException(),
        };

    public static string BadgeOf(CorrectionStatus status) =>
        status switch
        {
            CorrectionStatus.Pending => "badge--late",
            CorrectionStatus.Approved => "badge--in",
            CorrectionStatus.Refused => "badge--failed",
            CorrectionStatus.Withdrawn => "badge--out",
            _ => throw new UnreachableException(),
        };

    /// <param name="punchAt">Of the punch it is about, if any.</param>
    public string Of(CorrectionRequest request, DateTimeOffset? punchAt) =>
        request.Kind switch
        {
            CorrectionKind.Add => request.Direction == Direction.In
                ? words["Add a check-in at {0}", Time(request.At)]
                : words["Add a check-out at {0}", Time(request.At)],
            CorrectionKind.Void => words["Remove the punch at {0}", Time(punchAt)],
            CorrectionKind.Move => words["Move the punch at {0} to {1}", Time(punchAt), Time(request.At)],
            _ => throw new UnreachableException(),
        };

    public string Of(CorrectionOutcome refused) =>
        refused switch
        {
            CorrectionOutcome.ReasonMissing => words[
                "Enter a reason, with at most {0} characters.",
                CorrectionRequest.MaxReasonLength
            ],
            CorrectionOutcome.Incomplete => words["Choose the punch, or enter the time and choose in or out."],
            CorrectionOutcome.InTheFuture => words["This time is in the future. Enter a time that has passed."],
            CorrectionOutcome.TooLongAgo => words[
                "This is more than {0} days ago. Choose a later time.",
                CorrectionDesk.MaxAge.Days
            ],
            CorrectionOutcome.Locked locked => words[
                "{0} to {1} is locked for payroll. Ask an admin to open the period.",
                Day(locked.From),
                Day(locked.Until)
            ],
            CorrectionOutcome.Repeated repeated => words["There is already a punch at {0}.", Time(repeated.At)],
            CorrectionOutcome.TooManyWaiting => words[
                "{0} requests are already waiting. Wait until some are decided.",
                CorrectionDesk.MaxWaiting
            ],
            CorrectionOutcome.UnfitAttachment => words[
                "The file must be a PDF, a JPEG or a PNG of at most {0} kB.",
                CorrectionAttachment.MaxBytes / 1000
            ],
            CorrectionOutcome.OwnRequest => words["You cannot decide your own request. Ask another manager."],
            CorrectionOutcome.Decided decided => words["This was already decided: {0}.", Of(decided.Status)],
            CorrectionOutcome.NotFound => words["You have no such punch. Choose one from the list."],
            CorrectionOutcome.Done => throw new InvalidOperationException($"{refused.GetType().Name} has no words."),
            _ => throw new UnreachableException(),
        };

    public string Time(DateTimeOffset? at) =>
        at is { } moment
            ? WallClock
                .Of(current.Organization.Zone)
                .Show(moment)
                .ToString("ddd d MMM HH:mm", CultureInfo.CurrentCulture)
            : "–";

    private static string Day(DateOnly day) => day.ToString("d MMMM", CultureInfo.CurrentCulture);
}
