using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Core.Attendance.CheckIn;

/// <summary>Decides by the good frames of a burst whether it shows the named person, or which of all people (1:N).</summary>
/// <param name="named">Null looks among all people.</param>
/// <param name="budget">The chance of identifying a stranger that the organization allows, for 1:N.</param>
internal sealed class BurstDecision(Gallery gallery, MatchPolicy policy, Guid? named, double budget)
{
    /// <summary>
    /// The part of strangers that are as like a person as the least like frame of the person's own burst may be. Nine in
    /// ten of a stranger's frames are found by it, and of one's own almost none.
    /// </summary>
    private const double MaxStrangersLikeIt = 0.1;

    /// <param name="frames">At least one.</param>
    public MatchResult Of(IReadOnlyList<FaceReading.Readable> frames) =>
        policy.IsFused ? ByMean(frames) : ByMedian(frames);

    /// <summary>
    /// What the frames have in common is the person. They show one person: where one of them is no more like the person
    /// than many strangers are, it is neither.
    /// </summary>
    private MatchResult ByMean(IReadOnlyList<FaceReading.Readable> frames)
    {
        var result = Compare(ProbeFusion.Mean(frames));
        if (result is not { Decision: MatchDecision.Match, PersonId: { } personId })
        {
            return result;
        }
        var least = Math.Min(policy.Threshold, policy.ThresholdAt(MaxStrangersLikeIt));
        return frames.All(frame => gallery.Verify(personId, frame.Template).Score >= least)
            ? result
            : result with
            {
                Decision = MatchDecision.Ambiguous,
            };
    }

    /// <summary>
    /// The mean of histograms says less than each of them. The best of several frames would accept strangers more often
    /// than one picture does, and the worst would refuse people who blink.
    /// </summary>
    private MatchResult ByMedian(IReadOnlyList<FaceReading.Readable> frames)
    {
        var results = frames.Select(frame => Compare(frame.Template)).OrderBy(result => result.Score).ToList();
        var median = results[(results.Count - 1) / 2];
        var people = results
            .Where(result => result.Decision == MatchDecision.Match)
            .Select(result => result.PersonId)
            .Distinct();
        return median.Decision == MatchDecision.Match && people.Count() > 1
            ? median with
            {
                Decision = MatchDecision.Ambiguous,
            }
            : median;
    }

    private MatchResult Compare(Template probe) =>
        named is { } personId ? gallery.Verify(personId, probe)
        : gallery.Rank(probe, 1, budget) is [var first] ? first
        : new MatchResult(MatchDecision.Unknown, gallery.Model, null, null, 0, 0, null);
}
