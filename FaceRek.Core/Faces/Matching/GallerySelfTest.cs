namespace FaceRek.Core.Faces.Matching;

/// <summary>
/// Uses templates of a gallery as probes. Open-set, as in an evaluation: the probe's own person and the one it is
/// compared with are left out of the normalisation.
/// </summary>
/// <param name="people">Slots to compare, each with each.</param>
internal sealed class GallerySelfTest(GalleryIndex index, MatchPolicy policy, int[] people)
{
    /// <summary>A person's templates are similar: more of them as probes would count the same thing again.</summary>
    private const int ProbesEach = 3;

    private readonly List<float> genuine = [],
        impostor = [];
    private readonly Dictionary<(int One, int Other), float> nearest = [];

    public SelfComparison Run()
    {
        foreach (var slot in people)
        {
            var probes = 0;
            for (var row = index.FirstRow(slot); row >= 0 && probes < ProbesEach; row = index.NextRow(row), probes++)
            {
                Compare(slot, row);
            }
        }
        return new SelfComparison(
            genuine,
            impostor,
            [
                .. nearest
                    .Where(pair => pair.Value >= policy.Threshold)
                    .OrderByDescending(pair => pair.Value)
                    .Select(pair => new LookAlikePair(
                        index.PersonAt(pair.Key.One),
                        index.PersonAt(pair.Key.Other),
                        pair.Value
                    )),
            ]
        );
    }

    private void Compare(int own, int row)
    {
        var search = new GallerySearch(index, policy, index.ValuesAt(row));
        if (search.Of(own, except: row) is { Row: >= 0 } others)
        {
            genuine.Add(search.StrangersThan(own, own, out _).Normalise(others.Score));
        }
        foreach (var slot in people)
        {
            if (slot == own)
            {
                continue;
            }
            var score = search.StrangersThan(slot, own, out _).Normalise(search.Of(slot).Score);
            impostor.Add(score);
            var pair = (Math.Min(own, slot), Math.Max(own, slot));
            nearest[pair] = Math.Max(score, nearest.GetValueOrDefault(pair, float.NegativeInfinity));
        }
    }
}

/// <summary>A gallery compared with itself: the scores of its own people, by the rule of the check-in.</summary>
/// <param name="Genuine">Each probe against the other templates of its person, normalised.</param>
/// <param name="Impostor">Each probe against every other person.</param>
/// <param name="Alike">Pairs in which one person would pass for the other, the nearest first.</param>
public sealed record SelfComparison(
    IReadOnlyList<float> Genuine,
    IReadOnlyList<float> Impostor,
    IReadOnlyList<LookAlikePair> Alike
);
