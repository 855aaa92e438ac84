using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FaceRek.Core.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ShiftsInTwoParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "FirstPartMinutes",
                table: "Shifts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "SecondPartAfter",
                table: "Shifts",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "FirstPartMinutes",
                table: "Shifts");

            migrationBuilder.DropColumn(
                name: "SecondPartAfter",
                table: "Shifts");
        }
    }
}
