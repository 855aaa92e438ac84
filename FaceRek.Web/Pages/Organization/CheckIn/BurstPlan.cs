using System.Globalization;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Organizations;

namespace FaceRek.Web.Pages.Organization.CheckIn;

/// <summary>What js/check-in.js has to film, and the times it reports.</summary>
public sealed class BurstPlan(CurrentOrganization current, CheckInText words)
{
    /// <summary>Longer than any burst; a larger number does not come from a camera.</summary>
    private const int MaxMilliseconds = 3_600_000;

    public ChallengeJson For(CheckInChallenge challenge)
    {
        var moves = challenge
            .Moves.Select(move => new ChallengeJson.MoveJson(move.ToString().ToLowerInvariant(), words.Of(move)))
            .ToList();
        return (current.Organization.Liveness, moves.Count) switch
        {
            (LivenessLevel.Off, _) => new(challenge.Id, moves, Frames: 3, Milliseconds: 690),
            (_, 0) => new(challenge.Id, moves, Frames: 8, Milliseconds: 1610),
            // Rest, a move, rest, a move: see the script. Seven frames a second show every move on its way.
            _ => new(challenge.Id, moves, Frames: 36, Milliseconds: 5250),
        };
    }

    /// <param name="times">Milliseconds since the first frame, separated by commas. Whether they are plausible is
    /// judged with the frames.</param>
    /// <returns>One for each frame; null when this is not a complete burst.</returns>
    public IReadOnlyList<TimeSpan>? Read(string? times, int frames)
    {
        if (frames is 0 or > CheckInDesk.MaxFrames)
        {
            return null;
        }
        if (current.Organization.Liveness == LivenessLevel.Off)
        {
            return [];
        }
        if (frames < LivenessLimits.FewestFrames || times?.Split(',') is not { } said || said.Length != frames)
        {
            return null;
        }
        var read = new List<TimeSpan>();
        foreach (var one in said)
        {
            if (
                !int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
                || milliseconds > MaxMilliseconds
            )
            {
                return null;
            }
            read.Add(TimeSpan.FromMilliseconds(milliseconds));
        }
        return read;
    }
}
