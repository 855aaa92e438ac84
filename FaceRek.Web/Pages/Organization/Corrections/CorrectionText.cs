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
                ? words["Add an in at {0}", Time(request.At)]
                : words["Add an out at {0}", Time(request.At)],
            CorrectionKind.Void => words["Take away the punch at {0}", Time(punchAt)],
            CorrectionKind.Move => words["Move the punch at {0} to {1}", Time(punchAt), Time(request.At)],
            _ => throw new UnreachableException(),
        };

    public string Of(CorrectionOutcome refused) =>
        refused switch
        {
            CorrectionOutcome.ReasonMissing => words[
                "Say why, in at most {0} characters.",
                CorrectionRequest.MaxReasonLength
            ],
            CorrectionOutcome.Incomplete => words["Say which punch it is, or when it was and whether in or out."],
            CorrectionOutcome.InTheFuture => words["That time has not come yet."],
            CorrectionOutcome.TooLongAgo => words["That is longer ago than {0} days.", CorrectionDesk.MaxAge.Days],
            CorrectionOutcome.Locked locked => words[
                "{0} to {1} is locked for payroll: nothing in it changes until an admin opens it.",
                Day(locked.From),
                Day(locked.Until)
            ],
            CorrectionOutcome.Repeated repeated => words["There is a punch at {0} already.", Time(repeated.At)],
            CorrectionOutcome.TooManyWaiting => words[
                "{0} requests are waiting already. Wait until some are decided.",
                CorrectionDesk.MaxWaiting
            ],
            CorrectionOutcome.UnfitPaper => words[
                "The file must be a PDF, a JPEG or a PNG of at most {0} kB.",
                CorrectionAttachment.MaxBytes / 1000
            ],
            CorrectionOutcome.OwnRequest => words["Nobody decides about their own request. Ask another manager."],
            CorrectionOutcome.Decided decided => words["It was decided already: {0}.", Of(decided.Status)],
            CorrectionOutcome.NotFound => words["There is no such punch of yours."],
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
