using System.Text.Json.Serialization;

namespace FaceRek.Web.Pages.Organization.Enrollment;

/// <summary>The response to one frame.</summary>
/// <param name="Step">added, hint (try another frame), doubt (an admin may override) or over (no more frames are accepted now).</param>
public sealed record EnrollmentStepJson(
    string Step,
    string Sentence,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? Face = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Count = null
);
