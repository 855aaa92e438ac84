using System.Globalization;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Organizations;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization;

/// <summary>Describes punches and failed attempts, in the organization's time zone.</summary>
public sealed class BoardText(IStringLocalizer<Words> words, CurrentOrganization current)
{
    /// <summary>As people know it: the city of the time zone.</summary>
    public string Zone => current.Organization.Zone.Split('/')[^1].Replace('_', ' ');

    public string Time(DateTimeOffset at) =>
        current.Organization.InZone(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    public string Of(Direction direction) => direction == Direction.In ? words["In"] : words["Out"];

    public string Of(CountingPunch punch) =>
        punch.Way == PunchWay.Manual ? words["By a manager: {0}", punch.Reason ?? ""] : Of(punch.Way);

    public string Of(PunchWay way) =>
        way switch
        {
            PunchWay.Face => words["Face"],
            PunchWay.Pin => words["PIN"],
            PunchWay.Manual => words["By a manager"],
            PunchWay.Device => words["Terminal"],
            _ => throw new InvalidOperationException($"{way} has no words."),
        };

    public string Of(AttemptOutcome outcome) =>
        outcome switch
        {
            AttemptOutcome.NotRecognised => words["Not recognised"],
            AttemptOutcome.Ambiguous => words["Not sure"],
            AttemptOutcome.SeveralPeople => words["Several people"],
            AttemptOutcome.PoorPicture => words["Poor picture"],
            AttemptOutcome.NotLive => words["No live face"],
            AttemptOutcome.WrongPin => words["Wrong PIN"],
            _ => throw new InvalidOperationException($"{outcome} has no words."),
        };

    /// <summary>For admins: the model's score, and the threshold.</summary>
    public string Score(float score, float? threshold, string? model) =>
        words[
            "score {0}, threshold {1}, {2}",
            score.ToString("0.00", CultureInfo.CurrentCulture),
            (threshold ?? 0).ToString("0.00", CultureInfo.CurrentCulture),
            model ?? ""
        ];
}
