namespace FaceRek.Web.Api.Json;

/// <param name="Plan">What the plan is called.</param>
/// <param name="PlanPeople">Active people that the plan holds; null without a limit.</param>
/// <param name="EnrolledPeople">Active people with a face under the model in force.</param>
/// <param name="Faces">Enrolled faces of all models.</param>
/// <param name="Month">First day of the month in which punches are counted.</param>
public sealed record UsageJson(
    string Plan,
    int? PlanPeople,
    int ActivePeople,
    int EnrolledPeople,
    int Faces,
    DateOnly Month,
    int PunchesInMonth,
    int KeysInUse
);
