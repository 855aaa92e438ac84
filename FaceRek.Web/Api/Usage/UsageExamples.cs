namespace FaceRek.Web.Api.Usage;

internal static class UsageExamples
{
    public static readonly UsageJson One = new("trial", null, 2, 1, 2, new DateOnly(2026, 3, 1), 40, 1);
}
