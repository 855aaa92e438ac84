using System.Text.Json.Serialization;

namespace FaceRek.Web.Pages.Organization.Enrollment;

/// <summary>What the server says to one frame.</summary>
/// <param name="Step">added, hint (try another frame), doubt (an admin may insist) or over (no frame will do now).</param>
public sealed record EnrollmentStepJson(
    string Step,
    string Sentence,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? Face = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Count = null
);
