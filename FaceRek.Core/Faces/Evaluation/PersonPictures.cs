namespace FaceRek.Core.Faces.Evaluation;

/// <summary>One person's files, divided at random into those to enrol and those to probe with.</summary>
/// <param name="Probes">The pictures of each probe: one, or those of a burst.</param>
internal sealed record PersonPictures(IReadOnlyList<string> Enrolled, IReadOnlyList<IReadOnlyList<string>> Probes)
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".pgm"];

    /// <summary>
    /// Drawn before anything is read: a picture that then cannot be read weakens its person, as in real use, and is not
    /// replaced by a better one.
    /// </summary>
    public static IReadOnlyList<PersonPictures> Draw(EvaluationPlan plan, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. plan
                .Folders.SelectMany(folder => Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
                .Select(Pictures)
                .Where(files => files.Length > 0)
                .Select(Apart),
        ];

        PersonPictures Apart(string[] files)
        {
            random.Shuffle(files);
            var (enrolled, rest) = (
                files[..Math.Min(plan.Templates, files.Length)],
                files.Skip(plan.Templates).ToArray()
            );
            return new(enrolled, plan.Probes == 1 ? [.. rest.Select(file => (string[])[file])] : Bursts(rest));
        }

        string[][] Bursts(string[] rest)
        {
            if (rest.Length < plan.Probes)
            {
                return [];
            }
            var bursts = new string[EvaluationPlan.BurstsEach][];
            for (var i = 0; i < bursts.Length; i++)
            {
                random.Shuffle(rest);
                bursts[i] = rest[..plan.Probes];
            }
            return bursts;
        }
    }

    private static string[] Pictures(string folder) =>
        [
            .. Directory
                .GetFiles(folder)
                .Where(file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant()))
                .Order(StringComparer.Ordinal),
        ];
}
