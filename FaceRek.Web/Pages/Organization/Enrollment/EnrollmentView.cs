using FaceRek.Core.People;

namespace FaceRek.Web.Pages.Organization.Enrollment;

/// <summary>The content of both enrolment pages: the admin's and the person's own.</summary>
/// <param name="IsOwn">The person uses the page, not an admin.</param>
/// <param name="Path">Of the page, organization included.</param>
/// <param name="Faces">Oldest first.</param>
/// <param name="Answers">For the pictures just sent, in order.</param>
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
    /// <summary>The recommended minimum.</summary>
    public const int Fewest = 3;

    /// <summary>The number requested at once.</summary>
    public const int Wanted = 5;

    public string ConsentPath => IsOwn ? "~/me/consent" : $"~/people/{Person.Id}";

    /// <param name="IsCurrent">Made by the active model; others are no longer compared.</param>
    /// <param name="KeepsCrop">An encrypted crop of the face is kept beside the template.</param>
    public sealed record Face(
        Guid Id,
        DateTimeOffset CreatedAt,
        string ByName,
        string? OverrideReason,
        bool IsCurrent,
        bool KeepsCrop
    );

    /// <param name="Name">Of the file, as reported by the browser.</param>
    public sealed record Answer(string Name, bool IsAdded, string Sentence);
}
