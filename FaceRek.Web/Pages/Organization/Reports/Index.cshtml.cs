using FaceRek.Core.Organizations;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FaceRek.Web.Pages.Organization.Reports;

[Requires(Role.Manager)]
public sealed class IndexModel : PageModel
{
    public void OnGet() { }
}
