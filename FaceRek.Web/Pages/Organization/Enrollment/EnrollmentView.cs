using FaceRek.Core.People;

namespace FaceRek.Web.Pages.Organization.Enrollment;

/// <summary>What both enrolment pages show: the admin's for anybody, the person's own.</summary>
/// <param name="IsOwn">The person is at the controls, not an admin.</param>
/// <param name="Path">Of the page, organization included.</param>
/// <param name="Faces">Oldest first.</param>
/// <param name="Answers">To the pictures that were just sent, in their order.</param>
public sealed record EnrollmentView(
    Person Person,
    bool IsOwn,
    string Path,
    bool HasConsent,
    IReadOnlyList<EnrollmentView.Face> Faces,
    string? DrawnPath,
    string? DrawnStrangerPath,
    IReadOnlyList<EnrollmentView.Answer> Answers
)
{
    /// <summary>So many make a good start.</summary>
    public const int Fewest = 3;

    /// <summary>And so many are asked for in one go.</summary>
    public const int Wanted = 5;

    public string ConsentPath => IsOwn ? "~/me/consent" : $"~/people/{Person.Id}";

    /// <param name="IsCurrent">Made by the model that is in force; others are not compared any more.</param>
    public sealed record Face(Guid Id, DateTimeOffset CreatedAt, string ByName, string? OverrideReason, bool IsCurrent);

    /// <param name="Name">Of the file, as the browser told it.</param>
    public sealed record Answer(string Name, bool IsAdded, string Sentence);
}
