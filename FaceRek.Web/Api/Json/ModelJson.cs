using FaceRek.Core.People;

namespace FaceRek.Web.Api.Json;

/// <param name="Obstacle">Why it cannot be used yet; null when it can.</param>
/// <param name="ThresholdSource">Who measured the threshold in force, and on what.</param>
/// <param name="ErrorNote">What is known of its errors.</param>
/// <param name="EnrolledPeople">Active people with a face under this model.</param>
public sealed record ModelJson(
    string Name,
    string Version,
    string Licence,
    bool IsNeural,
    bool IsInForce,
    bool IsUsable,
    string? Obstacle,
    string ThresholdSource,
    string ErrorNote,
    int EnrolledPeople,
    int ActivePeople
)
{
    public static ModelJson Of(ModelSelection.Offer offer) =>
        new(
            offer.Model.Name,
            offer.Model.Version,
            offer.Model.Licence,
            offer.Model.IsNeural,
            offer.IsInForce,
            offer.Model.IsUsable,
            offer.Model.Obstacle,
            offer.Model.ThresholdSource,
            offer.Model.ErrorNote,
            offer.Enrolled,
            offer.Active
        );
}
