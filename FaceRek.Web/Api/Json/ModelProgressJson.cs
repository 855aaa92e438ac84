using FaceRek.Core.People;

namespace FaceRek.Web.Api.Json;

/// <param name="Crops">Kept crops of enrolled faces.</param>
/// <param name="Extracted">Of them, those the tried model has looked at.</param>
/// <param name="EnrolledPeople">Active people with templates of the model in force.</param>
/// <param name="MissingPeople">Of them, those without a template of the tried one: they would have to enrol again.</param>
/// <param name="FirstMissing">At most 50 of them.</param>
public sealed record ModelProgressJson(
    int Crops,
    int Extracted,
    bool IsDone,
    int EnrolledPeople,
    int MissingPeople,
    IReadOnlyList<Guid> FirstMissing
)
{
    public static ModelProgressJson Of(RolloutProgress standing) =>
        new(
            standing.Crops,
            standing.Tried,
            !standing.IsRenewing,
            standing.Enrolled,
            standing.Missing,
            [.. standing.FirstMissing.Select(person => person.Id)]
        );
}
