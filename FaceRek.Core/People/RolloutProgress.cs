using FaceRek.Core.Faces;

namespace FaceRek.Core.People;

/// <summary>How far the change to another model has come.</summary>
/// <param name="Tried">Of <paramref name="Crops"/>, those the model has looked at.</param>
/// <param name="Enrolled">Active people with templates of the model in force.</param>
/// <param name="Missing">Of them, those without a template of the tried one.</param>
/// <param name="FirstMissing">The first of them by name.</param>
public sealed record RolloutProgress(
    ModelId Model,
    DateTimeOffset Since,
    int Crops,
    int Tried,
    int Enrolled,
    int Missing,
    IReadOnlyList<Person> FirstMissing
)
{
    public const int MaxListed = 50;

    public bool IsRenewing => Tried < Crops;
}
