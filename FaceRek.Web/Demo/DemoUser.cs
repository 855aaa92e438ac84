using FaceRek.Core.Organizations;

namespace FaceRek.Web.Demo;

internal sealed record DemoUser(string Name, string Email, Role Role);
