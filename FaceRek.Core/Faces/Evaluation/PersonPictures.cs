namespace FaceRek.Core.Faces.Evaluation;

/// <summary>One person's files, divided at random into those to enrol and those to probe with.</summary>
internal sealed record PersonPictures(IReadOnlyList<string> Enrolled, IReadOnlyList<string> Probes)
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".pgm"];

    /// <summary>
    /// Drawn before anything is read: a picture that then cannot be read weakens its person, as in real use, and is not
    /// replaced by a better one.
    /// </summary>
    public static IReadOnlyList<PersonPictures> Draw(EvaluationPlan plan)
    {
        var random = new Random(plan.Seed);
        return
        [
            .. Directory
                .GetDirectories(plan.Folder)
                .Order(StringComparer.Ordinal)
                .Select(Pictures)
                .Where(files => files.Length > 0)
                .Select(Apart),
        ];

        PersonPictures Apart(string[] files)
        {
            random.Shuffle(files);
            return new([.. files.Take(plan.Templates)], [.. files.Skip(plan.Templates)]);
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
