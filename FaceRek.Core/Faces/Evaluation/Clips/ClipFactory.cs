using FaceRek.Core.Faces.Models;
using FaceRek.Core.Faces.Reading;

namespace FaceRek.Core.Faces.Evaluation.Clips;

/// <summary>Makes a folder of clips from a folder of faces, to measure liveness without filming people and attacks.</summary>
public static class ClipFactory
{
    /// <param name="model">Finds the faces; it needs landmarks.</param>
    /// <param name="faces">One folder a person, with photographs.</param>
    /// <param name="target">Gets <c>live/…</c> and <c>attack/SPECIES/…</c>.</param>
    /// <param name="seed">The same makes the same clips.</param>
    /// <param name="each">Clips of every kind for each person, at least 1.</param>
    /// <returns>How many clips were made.</returns>
    /// <exception cref="InvalidDataException">There are fewer than two usable faces.</exception>
    public static int Make(
        FaceModel model,
        string faces,
        string target,
        int seed,
        int each,
        CancellationToken cancellationToken = default
    )
    {
        if (!model.FollowsMoves)
        {
            throw new ModelException(
                $"{model.Id.Name} sees no landmarks; clips are made with a network and its detector (--model NAME)."
            );
        }
        var cast = ClipCast.Of(model, faces, cancellationToken);
        try
        {
            if (cast.Count < 2)
            {
                throw new InvalidDataException(
                    $"{faces} needs pictures of at least two people who look into the camera, one folder per person."
                );
            }
            var studio = new ClipStudio(cast);
            var scenes = Enum.GetValues<ClipSpecies>()
                .SelectMany(species =>
                    Enumerable
                        .Range(0, cast.Count)
                        .SelectMany(person =>
                            Enumerable
                                .Range(0, each)
                                .Select(number => (Species: species, Person: person, Number: number))
                        )
                )
                .ToList();
            // Each clip depends only on its own seed, so clips may be made in any order; at most one per core is in memory.
            Parallel.ForEach(
                scenes,
                new ParallelOptions
                {
                    CancellationToken = cancellationToken,
                    MaxDegreeOfParallelism = Environment.ProcessorCount,
                },
                scene =>
                {
                    var kind =
                        scene.Species == ClipSpecies.Live
                            ? "live"
                            : Path.Combine("attack", scene.Species.ToString().ToLowerInvariant());
                    ClipFolder.Write(
                        Path.Combine(target, kind, $"{scene.Person:000}-{scene.Number:00}"),
                        studio.Film(scene.Species, scene.Person, (seed * 1009) + scene.Number)
                    );
                }
            );
            return scenes.Count;
        }
        finally
        {
            foreach (var face in cast)
            {
                face.Dispose();
            }
        }
    }
}
